import { isSubset } from './ladder.js';
import { parseCell } from './cell.js';
import { checkStatistics } from './checkStatistics.js';
import { CLEARED_BEFORE, type CellRung, type Side } from './policy.js';
import type { DocumentPath, Problem } from './policyDocument.js';
import type { PolicyFile, RuleEntry } from './policyFile.js';
import {
  CLOCKED_CATEGORIES,
  DATA_CATEGORIES,
  formRank,
  PURPOSES,
  RECIPIENT_CLASSES,
  subPurposesOf,
  type RecipientClass,
} from './vocabulary.js';
import { purposesOf, recipientClassesOf, WILDCARDS } from './wildcards.js';

/** What a shape cannot say: references, cells, orphans, sums. All problems at once. */
export function checkMeaning(file: PolicyFile): readonly Problem[] {
  return [
    ...file.rules.flatMap((rule, index) => checkRule(file, rule, index)),
    ...checkRuleSet(file),
    ...checkClauses(file),
    ...checkPurposes(file),
    ...checkOrganisations(file),
    ...checkLimits(file),
    ...checkRetention(file),
    ...checkStatistics(file),
  ];
}

function checkRule(file: PolicyFile, rule: RuleEntry, index: number): readonly Problem[] {
  const at = (...rest: DocumentPath): DocumentPath => ['rules', index, ...rest];
  const problems: Problem[] = [];
  const report = (path: DocumentPath, message: string): void => void problems.push({ path, message });

  if (file.rules.findIndex((other) => other.id === rule.id) !== index) report(at('id'), `"${rule.id}" is there twice`);
  for (const key of ['roles', 'recipientClasses', 'purposes', 'subjects'] as const) {
    const wildcard = rule[key].find((name) => WILDCARDS.includes(name));
    if (wildcard !== undefined && rule[key].length > 1) report(at(key), `"${wildcard}" must stand alone`);
  }
  for (const key of ['clauses', 'listClauses'] as const) {
    for (const id of rule[key] ?? []) if (!Object.hasOwn(file.clauses, id)) problems.push(unknownClause(at(key), id));
  }
  for (const id of rule.except ?? []) {
    if (!file.rules.some((other) => other.id === id)) problems.push(unknownName(at('except'), `"${id}" is no rule`));
  }
  if (rule.subPurposes !== undefined && !purposesOf(rule).every((name) => subPurposesOf(name).length > 0)) {
    report(at('subPurposes'), 'stands only where each purpose of the rule has sub-purposes');
  }
  problems.push(...checkEffect(rule, at), ...checkCells(rule, at), ...checkProvision(file, rule, at));
  return problems;
}

type At = (...rest: DocumentPath) => DocumentPath;

function checkEffect(rule: RuleEntry, at: At): readonly Problem[] {
  const problems: Problem[] = [];
  const demand = (key: 'cells' | 'reason' | 'except' | 'lists' | 'relation', wanted: boolean): void => {
    if (wanted && rule[key] === undefined)
      problems.push({ path: at('effect'), message: `a ${rule.effect} rule needs "${key}"` });
    if (!wanted && rule[key] !== undefined)
      problems.push({ path: at(key), message: `a ${rule.effect} rule has no "${key}"` });
  };
  const permits = rule.effect === 'PERMIT';
  const restricts = rule.effect === 'RESTRICT';
  demand('cells', permits || restricts);
  demand('reason', restricts || rule.effect === 'DENY');
  if (!restricts) demand('except', false);
  if (!permits) demand('lists', false);
  if (!permits) demand('relation', false);
  if (permits && rule.basis === 'NONE')
    problems.push({ path: at('basis'), message: 'a PERMIT rule needs a legal basis' });
  if (rule.listClauses !== undefined && rule.lists !== 'DENIED') {
    problems.push({ path: at('listClauses'), message: 'stands only beside "lists: DENIED"' });
  }
  return problems;
}

function checkCells(rule: RuleEntry, at: At): readonly Problem[] {
  const problems: Problem[] = [];
  const rungsAt = (path: DocumentPath, cell: string): readonly CellRung[] | null => {
    const parsed = parseCell(cell);
    if ('rungs' in parsed) return parsed.rungs;
    problems.push({ path, message: parsed.problem });
    return null;
  };
  const lists = rule.lists === undefined || rule.lists === 'DENIED' ? {} : rule.lists;
  for (const category of DATA_CATEGORIES) {
    const cell = rule.cells?.[category] ?? '-';
    const rungs = rungsAt(at('cells', category), cell);
    if (rule.effect === 'RESTRICT' && rungs?.some((rung) => rung.when.length > 0) === true) {
      problems.push({ path: at('cells', category), message: `"${cell}" has a condition; a restriction has none` });
    }
    const listCell = lists[category];
    const listRungs = listCell === undefined ? [] : rungsAt(at('lists', category), listCell);
    if (rungs !== null && listRungs !== null && !listRungs.every((rung) => isWithin(rung, rungs))) {
      problems.push({ path: at('lists', category), message: `"${listCell}" gives more than the cell "${cell}"` });
    }
  }
  return problems;
}

function isWithin(rung: CellRung, rungs: readonly CellRung[]): boolean {
  return rungs.some((other) => formRank(other.form) >= formRank(rung.form) && isSubset(other.when, rung.when));
}

/** A2-1: a purpose carries data to the sides that it names, and to no other. */
function checkProvision(file: PolicyFile, rule: RuleEntry, at: At): readonly Problem[] {
  if (rule.effect !== 'PERMIT') return [];
  const classes = recipientClassesOf(rule);
  const sides = new Set(
    (classes === 'ANY' ? RECIPIENT_CLASSES : classes).map(
      (name: RecipientClass): Side => file.recipientClasses[name].side,
    ),
  );
  return purposesOf(rule).flatMap((purpose) =>
    [...sides]
      .filter((side) => !file.purposes[purpose].provision.includes(side))
      .map((side) => ({
        path: at('purposes'),
        message: `${purpose} is no purpose of provision to the side ${side} (A2-1)`,
      })),
  );
}

function checkRuleSet(file: PolicyFile): readonly Problem[] {
  const defaults = file.rules.filter((rule) => rule.effect === 'DEFAULT');
  return defaults.length === 1
    ? []
    : [{ path: ['rules'], message: `there must be one DEFAULT rule, and there are ${defaults.length}` }];
}

function checkClauses(file: PolicyFile): readonly Problem[] {
  const problems: Problem[] = [];
  const cited = new Set(file.rules.flatMap((rule) => [...rule.clauses, ...(rule.listClauses ?? [])]));
  for (const [name, { clauses, subPurposes }] of Object.entries(file.purposes)) {
    const own = Object.values(subPurposes ?? {}).flatMap((entry) => entry.clauses);
    for (const id of [...clauses, ...own]) {
      cited.add(id);
      if (!Object.hasOwn(file.clauses, id)) problems.push(unknownClause(['purposes', name, 'clauses'], id));
    }
  }
  for (const [name, { clause }] of Object.entries(file.categories)) {
    cited.add(clause);
    if (!Object.hasOwn(file.clauses, clause)) problems.push(unknownClause(['categories', name, 'clause'], clause));
  }
  for (const [id, { keptBy, how }] of Object.entries(file.clauses)) {
    const path = ['clauses', id];
    if (keptBy === 'RULE' && !cited.has(id)) {
      const message = 'is kept by RULE, but no rule, purpose or category cites it';
      problems.push({ path, message, code: 'ORPHAN_CLAUSE', subject: id });
    }
    if ((keptBy === 'PROGRAM' || keptBy === 'MANUAL') !== (how !== undefined)) {
      problems.push({
        path,
        message: how === undefined ? `is kept by ${keptBy}; say "how"` : `is kept by ${keptBy} and needs no "how"`,
      });
    }
  }
  return problems;
}

function checkPurposes(file: PolicyFile): readonly Problem[] {
  const joint = PURPOSES.filter((name) => file.purposes[name].jointUse);
  const problems: Problem[] = [];
  if (joint.length !== 4) {
    problems.push({
      path: ['purposes'],
      message: `A2(1) names four purposes of joint use, and ${joint.length} are marked so`,
    });
  }
  return problems;
}

function checkOrganisations(file: PolicyFile): readonly Problem[] {
  const problems: Problem[] = [];
  const entries = Object.entries(file.organisations);
  for (const [code, entry] of entries) {
    for (const key of ['parent', 'contractor'] as const) {
      const other = entry[key];
      if (other !== undefined && (other === code || !Object.hasOwn(file.organisations, other))) {
        problems.push(unknownName(['organisations', code, key], `"${other}" is no other organisation of this file`));
      }
    }
  }
  const accountable = entries.filter(([, entry]) => entry.accountable === true);
  if (accountable.length !== 1) {
    problems.push({
      path: ['organisations'],
      message: `one organisation is accountable (A3-1), and ${accountable.length} are marked so`,
    });
  }
  for (const [code, entry] of accountable) {
    if (entry.parent === undefined)
      problems.push({ path: ['organisations', code], message: 'the accountable party has no parent (B-1)' });
    if (!entry.recipientClasses.includes('OWN_ORGANISATION')) {
      problems.push({
        path: ['organisations', code, 'recipientClasses'],
        message: 'the accountable party is OWN_ORGANISATION (A3-1)',
      });
    }
  }
  for (const [code, entry] of entries) {
    if (entry.accountable !== true && entry.recipientClasses.includes('OWN_ORGANISATION')) {
      problems.push({
        path: ['organisations', code, 'recipientClasses'],
        message: 'only the accountable party is OWN_ORGANISATION (A3-1)',
      });
    }
  }
  return problems;
}

function checkLimits({ limits }: PolicyFile): readonly Problem[] {
  return Object.entries(limits.caller).flatMap(([name, { recordsPerRequest, recordsPerDay }]) =>
    recordsPerRequest <= recordsPerDay
      ? []
      : [
          {
            path: ['limits', 'caller', name, 'recordsPerRequest'],
            message: `${recordsPerRequest} is above the recordsPerDay of ${recordsPerDay}`,
          },
        ],
  );
}

/** A period that nothing keeps would only seem to be one. */
function checkRetention({ retention: { afterLeavingDays } }: PolicyFile): readonly Problem[] {
  const longest = Math.max(...Object.values(afterLeavingDays));
  const withThePerson = CLOCKED_CATEGORIES.filter((category) => !CLEARED_BEFORE.some((each) => each === category));
  return withThePerson
    .filter((category) => afterLeavingDays[category] < longest)
    .map((category) => ({
      path: ['retention', 'afterLeavingDays', category],
      message: `${afterLeavingDays[category]} is never kept: ${category} goes with the person, after ${longest} days`,
    }));
}

function unknownClause(path: DocumentPath, id: string): Problem {
  return unknownName(path, `"${id}" is not among the clauses`);
}

function unknownName(path: DocumentPath, message: string): Problem {
  return { path, message, code: 'UNKNOWN_NAME' };
}
