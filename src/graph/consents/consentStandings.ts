import { competentConsent } from '../../policy/competentConsent.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { consentRungs } from '../../policy/consentRungs.js';
import { consentStanding } from '../../policy/consentStanding.js';
import { unmetClauses, unmetReason } from '../../policy/gates/unmet.js';
import { reasonText } from '../../policy/reasons/reasonText.js';
import { sameSubject } from '../../policy/sameSubject.js';
import { DATA_CATEGORIES, type DataCategory } from '../../policy/vocabulary.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';
import type { RequestContext } from '../context.js';
import { childConsentFacts, type ConsentFacts } from '../rows/childConsentFacts.js';
import type { ConsentStanding } from './ConsentStanding.js';

const ADULT: ConsentFacts = { lifeStage: 'ADULT', birthDate: null, activeGuardians: new Set() };
/** Of a child that its source no longer has. */
const NOBODY: ConsentFacts = { ...ADULT, lifeStage: 'UNKNOWN' };

/**
 * What each of these consents comes to today, by id, decided as requests are. A guardian who may not speak for the child reads the same whether
 * the link has ended, is disputed or carries a harm flag (docs/adr/0013). `records`: all of each subject.
 */
export async function consentStandings(
  context: RequestContext,
  records: readonly RegisteredConsent[],
): Promise<ReadonlyMap<string, readonly ConsentStanding[]>> {
  const factsOf = await readFacts(
    context,
    records.map(({ subject }) => subject),
  );
  return new Map(
    records.map((consent) => [consent.id, standingsOf(context, consent, { records, own: factsOf(consent.subject) })]),
  );
}

/** What a recipient may be given on consent today, of all that was said of the person; also of what nobody said anything. */
export async function matterStandings(
  context: RequestContext,
  subject: SubjectReference,
  matter: Matter,
): Promise<readonly ConsentStanding[]> {
  const records = await context.environment.consents.recordsOf([subject]);
  const own = (await readFacts(context, [subject]))(subject);
  const { purpose, recipient } = matter;
  const asked = { subjectKind: subject.kind, ...own, purpose, recipient, today: context.today };
  const reasonOf = (category: DataCategory): string | null => {
    const { valid, reason } = competentConsent(records, { ...asked, category });
    return valid ? null : unmetReason('CONSENT', purpose, reason);
  };
  return byReason(context, matter, reasonOf);
}

async function readFacts(
  context: RequestContext,
  subjects: readonly SubjectReference[],
): Promise<(subject: SubjectReference) => ConsentFacts> {
  const children = subjects.filter(({ kind }) => kind === 'CHILD_PARTICIPANT').map(({ reference }) => reference);
  const facts = await childConsentFacts(context, children);
  return ({ kind, reference }) => (kind === 'CHILD_PARTICIPANT' ? (facts.get(reference) ?? NOBODY) : ADULT);
}

interface Known {
  readonly records: readonly RegisteredConsent[];
  readonly own: ConsentFacts;
}

function standingsOf(
  context: RequestContext,
  consent: RegisteredConsent,
  { records, own }: Known,
): readonly ConsentStanding[] {
  const { subject, purpose, recipient, categories } = consent;
  const beside = records.filter((each) => sameSubject(each.subject, subject));
  const asked = { subjectKind: subject.kind, ...own, purpose, recipient, today: context.today };
  const reasonOf = (category: DataCategory): string | null => {
    const reason = consentStanding(consent, beside, { ...asked, category });
    return reason === 'CONSENT_GIVEN' ? null : unmetReason('CONSENT', purpose, reason);
  };
  // A refusal of all is one about each.
  if (categories.length === 0) return [told(context, consent, { reason: reasonOf(DATA_CATEGORIES[0]), categories })];
  return byReason(context, consent, reasonOf);
}

type Matter = Pick<RegisteredConsent, 'purpose' | 'recipient' | 'categories'>;

/** One for the categories that share a reason. */
function byReason(
  context: RequestContext,
  matter: Matter,
  reasonOf: (category: DataCategory) => string | null,
): readonly ConsentStanding[] {
  return [...Map.groupBy(matter.categories, reasonOf)].map(([reason, categories]) =>
    told(context, matter, { reason, categories }),
  );
}

function told(
  { policy, language }: RequestContext,
  matter: Matter,
  { reason, categories }: Pick<ConsentStanding, 'reason' | 'categories'>,
): ConsentStanding {
  const rungs = categories.flatMap((category) => consentRungs(policy, matter, category));
  const clauses = [...new Set([...unmetClauses('CONSENT'), ...rungs.flatMap((rung) => rung.clauses)])];
  return {
    categories,
    stands: reason === null,
    reason,
    clauses,
    message: reason === null ? null : reasonText(reason, language),
  };
}
