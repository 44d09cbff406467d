import { competentConsent, type ConsentAnswer } from '../../policy/competentConsent.js';
import type { ConsentRecord } from '../../policy/consentRecord.js';
import type { DataCategory, SubjectKind } from '../../policy/vocabulary.js';
import type { Atom, RowPlan } from '../../sources/rowPlan.js';
import type { RequestContext } from '../context.js';
import { childConsentFacts, type ConsentFacts } from './childConsentFacts.js';

type Holders = ReadonlyMap<Atom, ReadonlySet<number>>;

const ADULT: ConsentFacts = { lifeStage: 'ADULT', birthDate: null, activeGuardians: new Set() };

/**
 * Who among all subjects of a plan's kind consented to this recipient and purpose, as keys. The register knows them by one
 * statement; for children one more tells life stages and guardians. Nothing is asked where the plan depends on no consent.
 */
export async function consentHolders(
  context: RequestContext,
  plan: RowPlan,
  categories: readonly DataCategory[],
): Promise<ReadonlyMap<Atom, readonly number[]>> {
  const { purpose } = context;
  const kind = plan.subject;
  if (categories.length === 0 || purpose === null || kind === null) return new Map();
  const records = await context.environment.consents.recordsForRecipient(purpose, context.caller.organisation);
  const holders = await holdersAmong(context, kind, records.get(kind) ?? new Map(), categories);
  return new Map([...holders].map(([atom, keys]) => [atom, [...keys]]));
}

/** Who among these subjects consented: one statement for all of them, and for none. */
export async function consentingSubjects(
  context: RequestContext,
  kind: SubjectKind | null,
  references: readonly number[],
  categories: readonly DataCategory[],
): Promise<Holders> {
  const { purpose } = context;
  if (categories.length === 0 || purpose === null || kind === null) return new Map();
  const records = await context.environment.consents.recordsFor(
    [...new Set(references)].map((reference) => ({ kind, reference })),
    purpose,
    context.caller.organisation,
  );
  return holdersAmong(context, kind, records.get(kind) ?? new Map(), categories);
}

async function holdersAmong(
  context: RequestContext,
  subjectKind: SubjectKind,
  consents: ReadonlyMap<number, readonly ConsentRecord[]>,
  categories: readonly DataCategory[],
): Promise<Holders> {
  const { purpose, today } = context;
  if (purpose === null) return new Map();
  const references = [...consents.keys()];
  const facts = subjectKind === 'CHILD_PARTICIPANT' ? await childConsentFacts(context, references) : null;
  const given = new Map<DataCategory, Map<number, ConsentAnswer>>(categories.map((category) => [category, new Map()]));
  for (const [reference, records] of consents) {
    const own = facts === null ? ADULT : facts.get(reference);
    if (own === undefined) continue;
    for (const category of categories) {
      const question = { subjectKind, ...own, purpose, recipient: context.caller.organisation, category, today };
      const answer = competentConsent(records, question);
      if (answer.valid) given.get(category)?.set(reference, answer);
    }
  }
  // A preview shows stand-ins: nothing in it is anybody's to consent to.
  if (!context.isPreview) {
    for (const [category, answers] of given) context.disclosed.standsOn(category, subjectKind, answers);
  }
  return new Map([...given].map(([category, answers]) => [`CONSENT:${category}`, new Set(answers.keys())]));
}
