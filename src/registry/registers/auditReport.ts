import { tokyoToday } from '../../policy/lifeStage.js';
import { LARGEST_SAMPLE } from './largestSample.js';
import { auditPlanRegister, needsIndependence } from './auditPlan.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { assigned, day, integer, list, text, word } from './shape.js';

const members = {
  /** Key of the plan that it carries out. */
  plan: word(),
  auditor: assigned(word()),
  conductedOn: day(),
  /** Numbers of the looked-at entries of the audit log. */
  sample: list(integer(0, 2_147_483_647), { min: 1, max: LARGEST_SAMPLE }),
  /** Who did the work that the sample shows, as tokens name them. */
  operators: list(word(), { min: 1 }),
  summary: text(),
} as const;

/** Internal audits that were made. Key: that of the plan. */
export const auditReportRegister = defineRegister({
  name: 'AUDIT_REPORT',
  noun: 'AuditReport',
  plural: 'auditReports',
  description: 'Reports of internal audits, by auditors who had no hand in what they looked at.',
  clauses: ['A9-1'],
  members,
  recorders: ['INTERNAL_AUDITOR'],
  purposes: ['INTERNAL_AUDIT'],
  lasting: true,
  keyOf: ({ plan }) => plan,
  assign: (payload, { recorder }) => ({ ...payload, auditor: recorder.subjectId }),
  check: async ({ payload, recorder }, look) => {
    const [plan] = await look.latest(auditPlanRegister, { key: payload.plan });
    if (plan === undefined) return badInput(`plan "${payload.plan}": there is no such plan`);
    if (plan.payload.auditor !== recorder.subjectId) {
      refuse('AUDITOR_NOT_INDEPENDENT', 'the report is made by the auditor of the plan (A9-1)');
    }
    if (payload.operators.includes(recorder.subjectId)) {
      refuse('AUDITOR_NOT_INDEPENDENT', 'nobody audits what they did themselves (A9-1)');
    }
    if (payload.conductedOn > tokyoToday(look.now)) badInput(`conductedOn "${payload.conductedOn}": has not come yet`);
    await needsIndependence(recorder.subjectId, plan.payload.department, look);
  },
});
