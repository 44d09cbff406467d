import type { PresentContext, StandInCell } from '../../../directives/governedRow.js';
import { standInOf } from '../../../directives/standInOf.js';
import { formRank, type SubjectKind } from '../../policy/vocabulary.js';
import type { RequestContext } from '../context.js';
import { subjectKindOf } from '../rows/row.js';

/**
 * How cells come out in a preview: as a stand-in that names the form, with the pseudonym of its row. A class or a band is shown where the
 * person who previews may see as much by their own right; nothing raw or masked ever is.
 */
export function standInContext(present: PresentContext, by: RequestContext): PresentContext {
  const mayGeneralise = (cell: StandInCell, kind: SubjectKind): boolean => {
    const subject = { kind, lifeStage: kind === 'CHILD_PARTICIPANT' ? ('UNDER_16' as const) : ('ADULT' as const) };
    const { fallback } = by.ask({ category: cell.category, subject, shape: 'LIST' });
    return formRank(fallback) >= formRank('GENERALISED');
  };
  const known = new Map<string, boolean>();
  return {
    ...present,
    standIn: (cell, row) => {
      const kind = subjectKindOf(row) as SubjectKind;
      if (cell.form === 'GENERALISED') {
        const key = `${cell.category} ${kind}`;
        const shows = known.get(key) ?? mayGeneralise(cell, kind);
        known.set(key, shows);
        if (shows) return null;
      }
      return { value: standInOf(cell.type, `${cell.form} ${present.pseudonym('NAME', row) ?? ''}`.trim()) };
    },
  };
}
