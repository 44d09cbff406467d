import { daysAfter } from '../../policy/lifeStage.js';
import { auditPlanRegister } from '../../registry/registers/auditPlan.js';
import { auditReportRegister } from '../../registry/registers/auditReport.js';
import type { Watch } from './watch.js';

const about = { code: 'AUDIT_OVERDUE', clauses: ['A9-1'], degrades: true } as const;

/** There is an audit at least once a year, and each that was planned is made by its day. */
export const auditsAreMade: Watch = ({ inForce, latest, today, policy }) => {
  const reports = latest(auditReportRegister);
  const open = inForce(auditPlanRegister).filter(({ key }) => !reports.some((report) => report.key === key));
  const missed = open.filter(({ payload }) => payload.dueOn < today);
  const alerts = missed.map(({ key, payload }) => {
    return { ...about, key, what: `The audit planned for ${payload.dueOn} was not made.`, since: payload.dueOn };
  });
  const last = reports
    .map(({ payload }) => payload.conductedOn)
    .toSorted()
    .at(-1);
  const every = policy.supervision.auditEveryDays;
  if (last !== undefined && daysAfter(last, every) >= today) return alerts;
  const since = last === undefined ? null : daysAfter(last, every + 1);
  return [...alerts, { ...about, key: null, what: `No audit was made in the last ${every} days.`, since }];
};
