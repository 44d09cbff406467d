import type { FullDecision } from '../../policy/gates/fullDecision.js';
import type { DataCategory, SubjectKind } from '../../policy/vocabulary.js';
import type { Correction as Stored } from '../../rights/readCorrections.js';
import type { RequestContext } from '../context.js';
import type { Said } from '../plan/explain.js';
import { subjectId } from '../registers/subjectIds.js';
import type { ColumnChange, Correction } from './Correction.js';
import { lifeStageOf } from './ownSubject.js';

const VALUES = ['ColumnChange.after', 'ColumnChange.before'] as const;

interface Showing {
  /** In the copy that the desk makes. @default false */
  readonly forCase?: boolean;
  /** As what the person is decided about: a guardian's membership is read as the guardian. @default the kind of the record */
  readonly seenAs?: SubjectKind;
}

/**
 * Of one person. With who was told of each; few statements for all. The values are told to the persons themselves, and in the copy that the desk makes for their case (`forCase`),
 * where the item is seen raw; they are on record as whatever else is seen.
 */
export async function publishedCorrections(
  context: RequestContext,
  stored: readonly Stored[],
  { forCase = false, seenAs }: Showing = {},
): Promise<Correction[]> {
  const told = await context.environment.rights.noticesOf(stored.map(({ id }) => id));
  const shown = forCase || context.caller.subject !== undefined ? await seenRaw(context, stored, seenAs) : [];
  for (const correction of shown) recordShown(context, correction);
  return stored.map((correction) => ({
    id: correction.id,
    about: subjectId(context, correction.subject),
    category: correction.category,
    state: correction.state,
    problem: correction.problem,
    askedAs: correction.askedRole,
    recordedAt: correction.recordedAt.toISOString(),
    changes: shown.includes(correction) ? changesOf(correction) : null,
    toldTo: told
      .filter(({ workId }) => workId === correction.id)
      .map(({ organisation, noticedAt, acknowledgedAt }) => ({
        organisation,
        noticedAt: noticedAt.toISOString(),
        acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
      })),
  }));
}

function changesOf({ before, after }: Stored): readonly ColumnChange[] {
  return Object.keys(after ?? {}).map((item) => ({
    item,
    before: before?.[item] ?? null,
    after: after?.[item] ?? null,
  }));
}

/** What a correction says is no more open than the item itself: a child below 16 sees contact data masked, whoever corrected them (D03). */
async function seenRaw(
  context: RequestContext,
  stored: readonly Stored[],
  seenAs: SubjectKind | undefined,
): Promise<readonly Stored[]> {
  const [first] = stored;
  if (first === undefined) return [];
  const kind = seenAs ?? first.subject.kind;
  const lifeStage = await lifeStageOf(context, first.subject);
  return stored.filter(({ category }) => {
    const decision = context.ask({ category, shape: 'SINGLE', subject: { kind, lifeStage } });
    if (decision.form !== 'RAW') return false;
    for (const coordinate of VALUES) context.report(saidOf(decision, { coordinate, category, kind }));
    return true;
  });
}

/** The rule on which the values leave, for who is told of it later. */
function saidOf(
  { form, condition, reason, rule, clauses }: FullDecision,
  {
    coordinate,
    category,
    kind,
  }: { readonly coordinate: string; readonly category: DataCategory; readonly kind: SubjectKind },
): Said {
  const granted = {
    form,
    otherwise: 'DENIED',
    condition,
    reason,
    rule,
    clauses,
    gate: null,
    needs: condition,
  } as const;
  return { path: 'corrections.changes', coordinate, category, subject: kind, ...granted };
}

/** The record says at most too much: that the values were not asked for is not known here. */
function recordShown({ disclosed }: RequestContext, { subject, category }: Stored): void {
  const { kind: subjectKind, reference } = subject;
  disclosed.add({ category, form: 'RAW', coordinates: VALUES, rows: 1, subjectKind, references: [reference] });
}
