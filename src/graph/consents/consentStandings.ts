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
  const children = records.map(({ subject }) => subject).filter(({ kind }) => kind === 'CHILD_PARTICIPANT');
  const facts = await childConsentFacts(
    context,
    children.map(({ reference }) => reference),
  );
  return new Map(
    records.map((consent) => {
      const { kind, reference } = consent.subject;
      const own = kind === 'CHILD_PARTICIPANT' ? (facts.get(reference) ?? NOBODY) : ADULT;
      return [consent.id, standingsOf(context, consent, { records, own })];
    }),
  );
}

interface Known {
  readonly records: readonly RegisteredConsent[];
  readonly own: ConsentFacts;
}

/** One for the categories that share a reason. */
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
  return [...Map.groupBy(categories, reasonOf)].map(([reason, some]) =>
    told(context, consent, { reason, categories: some }),
  );
}

function told(
  { policy, language }: RequestContext,
  consent: RegisteredConsent,
  { reason, categories }: Pick<ConsentStanding, 'reason' | 'categories'>,
): ConsentStanding {
  const rungs = categories.flatMap((category) => consentRungs(policy, consent, category));
  const clauses = [...new Set([...unmetClauses('CONSENT'), ...rungs.flatMap((rung) => rung.clauses)])];
  return {
    categories,
    stands: reason === null,
    reason,
    clauses,
    message: reason === null ? null : reasonText(reason, language),
  };
}
