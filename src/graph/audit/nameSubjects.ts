import type { SubjectReference } from '../../policy/consentRecord.js';
import type { RequestContext } from '../context.js';

/**
 * A list named these persons to the caller: that goes on record as whatever else is shown of them. Not of who was erased: the entry would
 * tie them to the log again.
 */
export function nameSubjects(context: RequestContext, coordinate: string, subjects: readonly SubjectReference[]): void {
  const known = subjects.filter(({ kind, reference }) => !context.flaggedWith('ERASED', kind).includes(reference));
  context.disclosed.name(coordinate, known);
}
