import { auditFindingRegister } from '../../registry/registers/auditFinding.js';
import type { Watch } from './watch.js';

/** A finding is linked to a change, or to a reasoned no-change, by its day; a critical one may hold a rule closed. */
export const findingsLeadToChange: Watch = ({ inForce, today }) =>
  inForce(auditFindingRegister).flatMap(({ key, payload: { outcome, dueOn, severity, suspendsRule } }) => {
    const overdue = outcome === null && dueOn < today;
    const late = {
      code: 'FINDING_OVERDUE',
      clauses: ['A9-2', 'B-5'],
      key,
      what: `A ${severity} finding has no outcome.`,
      since: dueOn,
      degrades: true,
    } as const;
    const closed = {
      code: 'RULE_SUSPENDED',
      clauses: ['A9-3'],
      key,
      what: `Rule ${suspendsRule} gives nothing while this finding is open.`,
      since: null,
      degrades: false,
    } as const;
    return [...(overdue ? [late] : []), ...(suspendsRule === null ? [] : [closed])];
  });
