import type { FullDecision } from '../../policy/gates/fullDecision.js';
import type { DataCategory, LifeStage, SubjectKind } from '../../policy/vocabulary.js';
import type { RequestContext } from '../context.js';
import type { Said } from '../plan/explain.js';

/** A family is its guardians and children: a statistic of families needs the right for both. */
const SUBJECTS: readonly { readonly kind: SubjectKind; readonly lifeStage: LifeStage }[] = [
  { kind: 'GUARDIAN', lifeStage: 'ADULT' },
  { kind: 'CHILD_PARTICIPANT', lifeStage: 'UNDER_16' },
];

/** Categories of the registration data that are told about many at all; counting families tells one of them, whichever. */
const COUNTED: readonly DataCategory[] = ['SEX', 'BIRTH_DATE', 'ADDRESS'];

/** Where the answer would stand. */
interface Place {
  readonly path: string;
  /** e.g. "Statistics.families". */
  readonly coordinate: string;
}

/** Reports what is permitted, or why it is not; true: the statistic must not be answered. */
export function isRefused(context: RequestContext, categories: readonly DataCategory[], place: Place): boolean {
  const missing = missingStatisticRight(context, categories, place);
  if (missing !== null) context.report(missing);
  else for (const entry of permittedEntries(context, categories, place)) context.report(entry);
  return missing !== null;
}

/** One for each category; one without a category where none is revealed: a number about many never leaves without a word on record. */
function permittedEntries(context: RequestContext, categories: readonly DataCategory[], place: Place): readonly Said[] {
  if (categories.length > 0) return categories.map((category) => statisticEntry(context, category, place));
  return COUNTED.filter((category) => missingFor(context, category, place) === null)
    .slice(0, 1)
    .map((category) => ({ ...statisticEntry(context, category, place), category: null }));
}

/**
 * What stands in the way of an aggregate over `categories`, or null. The statistics root answers only rows of the matrix that
 * say AGGREGATED (A4-1d, A4-2b): a right to single records is no right to numbers about many.
 */
function missingStatisticRight(
  context: RequestContext,
  categories: readonly DataCategory[],
  place: Place,
): Said | null {
  if (categories.length === 0) {
    const missing = COUNTED.map((category) => missingFor(context, category, place));
    return missing.includes(null) ? null : (missing[0] ?? null);
  }
  return categories.map((category) => missingFor(context, category, place)).find((entry) => entry !== null) ?? null;
}

function missingFor(context: RequestContext, category: DataCategory, place: Place): Said | null {
  for (const subject of SUBJECTS) {
    const decision = context.ask({ category, subject, shape: 'LIST' });
    if (!grantsAggregate(decision)) return entryOf(decision, category, subject.kind, place);
  }
  return null;
}

/** What is told of an answered statistic. */
function statisticEntry(context: RequestContext, category: DataCategory, place: Place): Said {
  const subject = SUBJECTS[0] ?? { kind: 'GUARDIAN' as const, lifeStage: 'ADULT' as const };
  const decision = context.ask({ category, subject, shape: 'LIST' });
  const rung = decision.ladder.find(isAggregate);
  return {
    ...entryOf(decision, category, subject.kind, place),
    form: 'AGGREGATED',
    otherwise: 'AGGREGATED',
    reason: 'PERMITTED',
    rule: rung?.rule ?? decision.rule,
    clauses: rung?.clauses ?? decision.clauses,
    gate: null,
    needs: [],
  };
}

function grantsAggregate({ ladder }: FullDecision): boolean {
  return ladder.some(isAggregate);
}

function isAggregate(rung: FullDecision['ladder'][number]): boolean {
  return rung.form === 'AGGREGATED' && rung.when.length === 0;
}

function entryOf(decision: FullDecision, category: DataCategory, subject: SubjectKind, place: Place): Said {
  return {
    ...place,
    category,
    subject,
    form: 'DENIED',
    otherwise: 'DENIED',
    condition: [],
    reason: decision.ladder.length > 0 ? 'NOT_FOR_STATISTICS' : decision.reason,
    rule: decision.rule,
    clauses: decision.clauses,
    gate: decision.gate,
    needs: decision.condition,
  };
}
