import { competentConsent } from '../policy/competentConsent.js';
import { tokyoToday } from '../policy/lifeStage.js';
import type { ConsentRegister, RegisteredConsent } from '../registry/consentRegister.js';
import type { ChildStanding } from '../sources/club/childStandings.js';

export interface ExpiryGround {
  readonly consents: Pick<ConsentRegister, 'standingAfter' | 'expire'>;
  /** Of children by their keys, on a day in Tokyo; who is not there is in no source any more. */
  readonly readChildren: (children: readonly number[], today: string) => Promise<ReadonlyMap<number, ChildStanding>>;
  readonly now: () => Date;
  /** Read at a time. @default 500 */
  readonly pageSize?: number;
}

const ADULT: ChildStanding = { lifeStage: 'ADULT', birthDate: null, activeGuardians: new Set() };

/**
 * Writes down of each yes that its time is over: its last day, or the age from which a guardian's counts no more. Decisions do not wait for it, they
 * are without it from the day itself. The end of a link is no end of a consent: it may be disputed and come back, and an event would tell
 * a link that ended from one with a harm flag (docs/adr/0068). @returns how many
 */
export async function expireConsents({ consents, readChildren, now, pageSize = 500 }: ExpiryGround): Promise<number> {
  const today = tokyoToday(now());
  let count = 0;
  for (let after: string | null = null; ;) {
    const page: readonly RegisteredConsent[] = await consents.standingAfter(after, pageSize);
    const children = await readChildren(page.flatMap(childOf), today);
    for (const consent of page.filter((each) => isOver(each, children, today))) {
      if ((await consents.expire(consent)) !== null) count += 1;
    }
    after = page.at(-1)?.id ?? null;
    if (after === null || page.length < pageSize) return count;
  }
}

/** By the rule that requests are decided by, of all that it names. */
function isOver(consent: RegisteredConsent, children: ReadonlyMap<number, ChildStanding>, today: string): boolean {
  const { subject, giver, purpose, recipient, categories } = consent;
  const standing = subject.kind === 'CHILD_PARTICIPANT' ? children.get(subject.reference) : ADULT;
  if (standing === undefined) return false;
  // Whatever has become of the link.
  const activeGuardians = new Set([giver.reference]);
  const question = { ...standing, activeGuardians, subjectKind: subject.kind, purpose, recipient, today };
  return categories.every(
    (category) => competentConsent([consent], { ...question, category }).reason === 'CONSENT_EXPIRED',
  );
}

function childOf({ subject }: RegisteredConsent): readonly number[] {
  return subject.kind === 'CHILD_PARTICIPANT' ? [subject.reference] : [];
}
