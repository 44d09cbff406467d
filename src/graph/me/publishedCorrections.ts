import type { Correction as Stored } from '../../rights/readCorrections.js';
import type { RequestContext } from '../context.js';
import { subjectId } from '../registers/subjectIds.js';
import type { Correction } from './Correction.js';

/**
 * With who was told of each; two statements for all. The values are told to the persons themselves only, and are on record as whatever else
 * they see.
 */
export async function publishedCorrections(context: RequestContext, stored: readonly Stored[]): Promise<Correction[]> {
  const told = await context.environment.rights.noticesOf(stored.map(({ id }) => id));
  for (const correction of stored) recordShown(context, correction);
  return stored.map(({ id, subject, category, state, problem, askedRole, recordedAt, before, after }) => ({
    id,
    about: subjectId(context, subject),
    category,
    state,
    problem,
    askedAs: askedRole,
    recordedAt: recordedAt.toISOString(),
    changes: Object.keys(after ?? {}).map((item) => ({
      item,
      before: before?.[item] ?? null,
      after: after?.[item] ?? null,
    })),
    toldTo: told
      .filter(({ workId }) => workId === id)
      .map(({ organisation, noticedAt, acknowledgedAt }) => ({
        organisation,
        noticedAt: noticedAt.toISOString(),
        acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
      })),
  }));
}

/** The record says at most too much: that the values were not asked for is not known here. */
function recordShown({ caller, disclosed }: RequestContext, { subject, category }: Stored): void {
  if (caller.subject === undefined) return;
  const coordinates = ['ColumnChange.after', 'ColumnChange.before'];
  const { kind: subjectKind, reference } = subject;
  disclosed.add({ category, form: 'RAW', coordinates, rows: 1, subjectKind, references: [reference] });
}
