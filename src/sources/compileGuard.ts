import type { LifeStage } from '../policy/vocabulary.js';
import type { Atom, Guard } from './rowPlan.js';
import type { RowFacts, SourceTable } from './sourceTable.js';
import { sqlOf } from './sourceTable.js';
import type { Parameters } from './sql.js';

const LIVING: readonly LifeStage[] = ['UNDER_16', 'AGE_16_17', 'ADULT', 'UNKNOWN'];

/** A guard as an SQL condition over one row of `table`; 'TRUE' where it asks nothing. */
export function compileGuard(guard: Guard, table: SourceTable, parameters: Parameters, facts: RowFacts): string {
  const parts = guard.when.map((atom) => compileAtom(atom, table, parameters, facts));
  if (guard.lifeStages !== null) parts.push(compileLifeStages(guard.lifeStages, table, parameters, facts));
  return parts.length === 0 ? 'TRUE' : parts.join(' AND ');
}

/** Any of the guards; 'FALSE' where there is none. */
export function compileAnyGuard(
  guards: readonly Guard[],
  table: SourceTable,
  parameters: Parameters,
  facts: RowFacts,
): string {
  if (guards.length === 0) return 'FALSE';
  const alternatives = guards.map((guard) => compileGuard(guard, table, parameters, facts));
  return alternatives.includes('TRUE') ? 'TRUE' : alternatives.map((text) => `(${text})`).join(' OR ');
}

/** Whether an atom holds. One that neither the source nor the facts know holds for nobody: deny by default. */
export function compileAtom(atom: Atom, table: SourceTable, parameters: Parameters, facts: RowFacts): string {
  if (facts.holders.has(atom)) {
    const holders = parameters.named(`holders:${atom}`, () => facts.holders.get(atom), `${table.keyType}[]`);
    return `${table.key} = ANY(${holders})`;
  }
  if (facts.flagged.has(atom)) {
    const flagged = parameters.named(`flagged:${atom}`, () => facts.flagged.get(atom), `${table.keyType}[]`);
    return `${table.key} <> ALL(${flagged})`;
  }
  const sql = table.conditions[atom];
  return sql === undefined ? 'FALSE' : `(${sqlOf(sql, parameters, facts)})`;
}

function compileLifeStages(
  stages: readonly LifeStage[],
  table: SourceTable,
  parameters: Parameters,
  facts: RowFacts,
): string {
  if (table.living !== null && LIVING.every((stage) => stages.includes(stage)) && !stages.includes('DECEASED')) {
    return table.living;
  }
  if (table.lifeStage === null) return stages.includes('ADULT') ? 'TRUE' : 'FALSE';
  const wanted = stages.map((stage) => `'${stage}'`).join(', ');
  return `(${sqlOf(table.lifeStage, parameters, facts)}) IN (${wanted})`;
}
