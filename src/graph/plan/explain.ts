import type { PersonalFieldLabel } from '../../../directives/schemaLabels.js';
import type { Decision } from '../../policy/decision.js';
import type { Condition, DataCategory } from '../../policy/vocabulary.js';
import { DATA_CATEGORIES } from '../../policy/vocabulary.js';
import type { CellRung } from '../../sources/rowPlan.js';
import type { PersonalInputLabel } from './refusedInputs.js';
import type { ReportEntry } from './report.js';
import type { SubjectLadders } from './subjectLadders.js';

/** What is told of a personal field. Its form is what the field can show, which may be lower than what the policy grants. */
export function explainCell(
  ladders: SubjectLadders,
  label: PersonalFieldLabel,
  rungs: readonly CellRung[],
  path: string,
): ReportEntry {
  const decision = ladders.leading(label.category);
  const [best] = rungs;
  const last = rungs.at(-1);
  const always = last !== undefined && last.guard.when.length === 0;
  return {
    path,
    coordinate: label.coordinate,
    category: label.category,
    subject: ladders.kind,
    form: best?.form ?? 'DENIED',
    otherwise: always ? last.form : 'DENIED',
    condition: best === undefined ? [] : best.guard.when.map(conditionOf),
    reason: best === undefined && decision.ladder.length > 0 ? withheldReason(decision) : decision.reason,
    rule: decision.rule,
    clauses: decision.clauses,
    needs: decision.condition,
  };
}

/** The policy grants a form, but one that this field does not offer. */
function withheldReason(decision: Decision): string {
  return decision.form === 'AGGREGATED' ? 'AGGREGATE_ONLY' : 'FORM_NOT_OFFERED';
}

/** What is told of rows of which nothing may come out: the reason that leads furthest. */
export function explainClosedRows(ladders: SubjectLadders, path: string, coordinate: string): ReportEntry {
  const decisions = DATA_CATEGORIES.map((category) => ladders.leading(category));
  const telling =
    decisions.find((decision) => decision.form === 'AGGREGATED') ??
    decisions.find((decision) => decision.reason === 'CONDITION_UNMET') ??
    ladders.leading('NAME');
  return {
    path,
    coordinate,
    category: null,
    subject: ladders.kind,
    form: 'DENIED',
    otherwise: 'DENIED',
    condition: [],
    reason: telling.form === 'AGGREGATED' ? 'AGGREGATE_ONLY' : telling.reason,
    rule: telling.rule,
    clauses: telling.clauses,
    needs: telling.condition,
  };
}

/** What is told of a filter or sort key that gives away more than the caller may see. */
export function explainInput(ladders: SubjectLadders, label: PersonalInputLabel, path: string): ReportEntry {
  const decision = ladders.leading(label.category);
  return {
    path,
    coordinate: label.coordinate,
    category: label.category satisfies DataCategory,
    subject: ladders.kind,
    form: 'DENIED',
    otherwise: 'DENIED',
    condition: [],
    reason: 'INPUT_NOT_ALLOWED',
    rule: decision.rule,
    clauses: decision.clauses,
    needs: decision.condition,
  };
}

function conditionOf(atom: CellRung['guard']['when'][number]): Condition {
  return atom.startsWith('CONSENT:') ? 'CONSENT' : (atom as Condition);
}
