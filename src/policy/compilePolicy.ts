import type { Rung } from './decision.js';
import { parseCell } from './cell.js';
import type { Clause, LawReading, Organisation, Policy, Rule, RulesOfPurpose } from './policy.js';
import type { PolicyFile, RuleEntry } from './policyFile.js';
import { DATA_CATEGORIES, PURPOSES, type DataCategory } from './vocabulary.js';
import { purposesOf, recipientClassesOf } from './wildcards.js';

/** The reading of a file that says nothing: the one that protects most. */
const STRICT_LAW: LawReading = {
  version: 'unsaid',
  under16: { person: 'LEGAL_REPRESENTATIVE', stopUse: 'WITHOUT_GROUNDS' },
};

/** Turns a checked document into the frozen, indexed form that `decide` reads. */
export function compilePolicy(file: PolicyFile, hash: string): Policy {
  const rules = file.rules.map((rule) => compileRule(file, rule));
  return deepFreeze({
    version: file.version,
    effectiveFrom: file.effectiveFrom,
    effectiveTo: file.effectiveTo ?? null,
    provisional: file.provisional ?? null,
    hash,
    textHash: file.text.sha256,
    published: withoutPrototype(Object.entries(file.published ?? {})),
    law: file.law ?? STRICT_LAW,
    purposes: file.purposes,
    recipientClasses: file.recipientClasses,
    categories: file.categories,
    organisations: organisationsOf(file),
    rules,
    limits: file.limits,
    statistics: file.statistics,
    supervision: file.supervision,
    retention: file.retention,
    introspection: file.introspection,
    clauses: clausesOf(file),
    index: indexOf(rules),
  });
}

function compileRule(file: PolicyFile, entry: RuleEntry): Rule {
  const { lists = {} } = entry;
  const rungsOf = (category: DataCategory, cell: string): readonly Rung[] => {
    const parsed = parseCell(cell);
    const clauses = [...new Set([...entry.clauses, file.categories[category].clause])];
    const relation = entry.relation === undefined ? [] : [entry.relation];
    const cells = 'rungs' in parsed ? parsed.rungs : [];
    return cells.map(({ form, when }) => ({
      form,
      when: [...relation, ...when],
      rule: entry.id,
      basis: entry.basis,
      clauses,
    }));
  };
  const cellOf = (category: DataCategory): string => entry.cells?.[category] ?? '-';
  const listCellOf = (category: DataCategory): string =>
    lists === 'DENIED' ? '-' : (lists[category] ?? cellOf(category));
  return {
    id: entry.id,
    effect: entry.effect,
    note: entry.note ?? '',
    roles: withoutAny(entry.roles),
    recipientClasses: recipientClassesOf(entry),
    purposes: purposesOf(entry),
    subPurposes: entry.subPurposes ?? 'ANY',
    subjects: withoutAny(entry.subjects),
    lifeStages: entry.lifeStages ?? 'ANY',
    basis: entry.basis,
    clauses: entry.clauses,
    single: eachCategory((category) => rungsOf(category, cellOf(category))),
    list: eachCategory((category) => rungsOf(category, listCellOf(category))),
    listDenial: lists === 'DENIED' ? (entry.listClauses ?? entry.clauses) : [],
    except: entry.except ?? [],
    reason: entry.reason ?? 'DEFAULT_DENY',
  };
}

function withoutAny<T extends string>(names: readonly (T | 'ANY')[]): readonly T[] | 'ANY' {
  return names.includes('ANY') ? 'ANY' : names.filter((name): name is T => name !== 'ANY');
}

function eachCategory<T>(make: (category: DataCategory) => T): Readonly<Record<DataCategory, T>> {
  return Object.fromEntries(DATA_CATEGORIES.map((category) => [category, make(category)])) as Record<DataCategory, T>;
}

function organisationsOf(file: PolicyFile): Readonly<Record<string, Organisation>> {
  return withoutPrototype(
    Object.entries(file.organisations).map(([code, entry]) => [
      code,
      {
        code,
        name: entry.name,
        recipientClasses: entry.recipientClasses,
        parent: entry.parent ?? null,
        contractor: entry.contractor ?? null,
        accountable: entry.accountable ?? false,
      },
    ]),
  );
}

function clausesOf(file: PolicyFile): Readonly<Record<string, Clause>> {
  return withoutPrototype(
    Object.entries(file.clauses).map(([id, { summary, keptBy, how = '', ...entry }]) => {
      const { owner = null, frequency = null, openEnd = null, notYet = null } = entry;
      return [id, { id, summary, keptBy, how, owner, frequency, openEnd, notYet }];
    }),
  );
}

function indexOf(rules: readonly Rule[]): Readonly<Record<string, RulesOfPurpose>> {
  return withoutPrototype(
    PURPOSES.map((purpose) => {
      const speaking = rules.filter((rule) => rule.purposes.includes(purpose));
      const having = (effect: Rule['effect']): readonly Rule[] => speaking.filter((rule) => rule.effect === effect);
      return [purpose, { permits: having('PERMIT'), denials: having('DENY'), restrictions: having('RESTRICT') }];
    }),
  );
}

/** A table whose unknown keys are undefined, `constructor` and `__proto__` among them. */
function withoutPrototype<T>(entries: readonly (readonly [string, T])[]): Readonly<Record<string, T>> {
  const table = Object.create(null) as Record<string, T>;
  for (const [key, value] of entries) table[key] = value;
  return table;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
