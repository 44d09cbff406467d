import type { LifeStage } from '../policy/vocabulary.js';
import type { Atom, Guard } from './rowPlan.js';
import type { RowFacts, SourceTable } from './sourceTable.js';
import { sqlOf } from './sourceTable.js';
import type { SharedConditions } from './sharedConditions.js';
import type { Parameters } from './sql.js';

/** What conditions are compiled for. */
export interface GuardScope {
  readonly table: SourceTable;
  readonly parameters: Parameters;
  readonly facts: RowFacts;
  /** Where guards of the same row share what they have in common. @default each on its own */
  readonly shared?: SharedConditions;
}

const LIVING: readonly LifeStage[] = ['UNDER_16', 'AGE_16_17', 'ADULT', 'UNKNOWN'];

/** A guard as an SQL condition over one row of the table; 'TRUE' where it asks nothing. */
export function compileGuard(guard: Guard, scope: GuardScope): string {
  const parts = guard.when.map((atom) => compileAtom(atom, scope));
  if (guard.lifeStages !== null) parts.push(compileLifeStages(guard.lifeStages, scope));
  return parts.length === 0 ? 'TRUE' : parts.join(' AND ');
}

/** Any of the guards; 'FALSE' where there is none. */
export function compileAnyGuard(guards: readonly Guard[], scope: GuardScope): string {
  if (guards.length === 0) return 'FALSE';
  const alternatives = guards.map((guard) => compileGuard(guard, scope));
  return alternatives.includes('TRUE') ? 'TRUE' : alternatives.map((text) => `(${text})`).join(' OR ');
}

/** Whether an atom holds. One that neither the source nor the facts know holds for nobody: deny by default. */
export function compileAtom(atom: Atom, scope: GuardScope): string {
  const compile = (): string => ownAtom(atom, scope);
  return scope.shared === undefined ? compile() : scope.shared.share(atom, compile);
}

function ownAtom(atom: Atom, { table, parameters, facts }: GuardScope): string {
  const held = holds(atom, { table, parameters, facts });
  const unflagged = isUnflagged(atom, { table, parameters, facts });
  if (held !== null && unflagged !== null) return `(${held} AND ${unflagged})`;
  if (held !== null || unflagged !== null) return held ?? unflagged ?? 'FALSE';
  const sql = table.conditions[atom];
  return sql === undefined ? 'FALSE' : `(${sqlOf(sql, parameters, facts)})`;
}

function holds(atom: Atom, { table, parameters, facts }: GuardScope): string | null {
  if (!facts.holders.has(atom)) return null;
  const holders = parameters.named(`holders:${atom}`, () => facts.holders.get(atom), `${table.keyType}[]`);
  return `${table.key} = ANY(${holders})`;
}

/** Keys of people are numbers; a table whose key is another says under which column its own people are. */
function isUnflagged(atom: Atom, { table, parameters, facts }: GuardScope): string | null {
  if (!facts.flagged.has(atom)) return null;
  const flagged = parameters.named(`flagged:${atom}`, () => facts.flagged.get(atom), 'int4[]');
  return `${table.ownSubject?.key ?? table.key} <> ALL(${flagged})`;
}

function compileLifeStages(stages: readonly LifeStage[], scope: GuardScope): string {
  const { table, parameters, facts, shared } = scope;
  if (table.living !== null && LIVING.every((stage) => stages.includes(stage)) && !stages.includes('DECEASED')) {
    return table.living;
  }
  const { lifeStage } = table;
  if (lifeStage === null && facts.stages !== null) return inheritedStages(stages, scope);
  if (lifeStage === null) return stages.includes('ADULT') ? 'TRUE' : 'FALSE';
  const compile = (): string => `(${sqlOf(lifeStage, parameters, facts)})`;
  const stage = shared === undefined ? compile() : shared.share('lifeStage', compile);
  return `${stage} IN (${stages.map((name) => `'${name}'`).join(', ')})`;
}

/** Whose subject, the row above, is in one of the stages; nobody whose stage was not read. */
function inheritedStages(stages: readonly LifeStage[], { table, parameters, facts }: GuardScope): string {
  const keys = () => stages.flatMap((stage) => facts.stages?.get(stage) ?? []);
  return `${table.key} = ANY(${parameters.named(`stages:${stages.join()}`, keys, `${table.keyType}[]`)})`;
}
