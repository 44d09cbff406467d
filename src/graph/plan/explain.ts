import type { PersonalFieldLabel } from '../../../directives/schemaLabels.js';
import type { FullDecision } from '../../policy/gates/fullDecision.js';
import type { Condition, DataCategory } from '../../policy/vocabulary.js';
import { CONDITIONS, DATA_CATEGORIES } from '../../policy/vocabulary.js';
import { legalGround, type LegalGround } from '../../policy/legalGround.js';
import type { Policy } from '../../policy/policy.js';
import type { Language } from '../../policy/reasons/chooseLanguage.js';
import { needText, reasonText } from '../../policy/reasons/reasonText.js';
import type { CellRung } from '../../sources/rowPlan.js';
import type { PersonalInputLabel } from './refusedInputs.js';
import type { ReportEntry, SaidOfRows } from './report.js';

/** An entry before it is put into words. */
export type Said = Omit<ReportEntry, 'message' | keyof LegalGround>;
import type { SubjectLadders } from './subjectLadders.js';

/** What is told of a personal field. Its form is what the field can show, which may be lower than what the policy grants. */
export function explainCell(
  ladders: SubjectLadders,
  label: PersonalFieldLabel,
  rungs: readonly CellRung[],
  path: string,
): Said {
  const decision = ladders.leading(label.category);
  const [best] = rungs;
  const last = rungs.at(-1);
  const always = last !== undefined && conditionsOf(last).length === 0;
  return {
    path,
    coordinate: label.coordinate,
    category: label.category,
    subject: ladders.kind,
    form: best?.form ?? 'DENIED',
    otherwise: always ? last.form : 'DENIED',
    condition: best === undefined ? [] : conditionsOf(best),
    reason: best === undefined && decision.ladder.length > 0 ? withheldReason(decision) : decision.reason,
    rule: decision.rule,
    clauses: decision.clauses,
    gate: decision.gate,
    needs: decision.condition,
  };
}

/** The policy grants a form, but one that this field does not offer. */
function withheldReason(decision: FullDecision): string {
  return decision.form === 'AGGREGATED' ? 'AGGREGATE_ONLY' : 'FORM_NOT_OFFERED';
}

/** What is told of rows of which nothing may come out: the reason that leads furthest. */
export function explainClosedRows(ladders: SubjectLadders, path: string, coordinate: string): Said {
  const decisions = DATA_CATEGORIES.map((category) => ladders.leading(category));
  const telling =
    decisions.find((decision) => decision.form === 'AGGREGATED') ??
    decisions.find((decision) => decision.lost.length > 0) ??
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
    gate: telling.gate,
    needs: telling.condition,
  };
}

/** What is told of a relation between de-identified rows of one family. */
export function explainRelation(ladders: SubjectLadders, path: string, coordinate: string): Said {
  return { ...explainClosedRows(ladders, path, coordinate), reason: 'RELATION_NOT_ALLOWED', gate: 'G8' };
}

/** What is told of a filter or sort key that gives away more than the caller may see. */
export function explainInput(ladders: SubjectLadders, label: PersonalInputLabel, path: string): Said {
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
    gate: decision.gate,
    needs: decision.condition,
  };
}

/** On what a rung depends, as it is told. That somebody has a flag is told to nobody. */
function conditionsOf({ guard }: CellRung): readonly Condition[] {
  const words = guard.when.filter((atom) => !atom.startsWith('UNFLAGGED:')).map((atom) => atom.split(':')[0]);
  return CONDITIONS.filter((condition) => words.includes(condition));
}

/** The entry with its sentence, and with what it stands on by the law. */
export function inWords<S extends Pick<SaidOfRows, 'reason' | 'needs' | 'rule'>>(
  said: S,
  { language, policy }: { readonly language: Language; readonly policy: Policy },
): S & LegalGround & { readonly message: string } {
  const needs = said.needs.map((condition) => needText(condition, language));
  const message = [reasonText(said.reason, language), ...(needs.length === 0 ? [] : [needed(needs, language)])].join(
    ' ',
  );
  return { ...said, ...legalGround(policy, said.rule), message };
}

function needed(needs: readonly string[], language: Language): string {
  return language === 'ja' ? `必要なもの：${needs.join('、')}。` : `Needed: ${needs.join('; ')}.`;
}
