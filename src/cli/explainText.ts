import type { FullySettled } from '../policy/settleFully.js';
import { ladderText, type Explanation, type GateStep } from '../policy/tools/explainDecision.js';
import { textTable } from './textTable.js';

const VERDICTS: Readonly<Record<GateStep['verdict'], string>> = {
  PASSES: 'passes',
  LOWERS: 'LOWERS',
  REFUSES: 'REFUSES',
  ROW: 'by row',
  NOT_ASKED: '-',
};

const GATES: Readonly<Record<GateStep['gate'], string>> = {
  G0: 'G0 caller',
  G1: 'G1 purpose',
  G2: 'G2 scope',
  G3: 'G3 training',
  G4: 'G4 recipient',
  G5: 'G5 notice',
  G6: 'G6 contract',
  G7: 'G7 subject flags',
  G8: 'G8 matrix',
  G9: 'G9 conditions',
  G10: 'G10 law',
  G11: 'G11 statistics',
  G12: 'G12 volume',
};

/** A decision as a table, one line a gate, and what comes out; of one person, too, where something holds of them. */
export function explainText(
  field: string,
  { steps, decision, ground: { basis, article }, settled }: Explanation & { readonly settled: FullySettled | null },
  holding: string,
): string {
  const rows = steps.map(({ gate, verdict, says, clauses }) => [
    `  ${GATES[gate]}`,
    VERDICTS[verdict],
    says,
    clauses.join(' '),
  ]);
  const { ladder, reason, rule } = decision;
  const stands = [reason, rule, basis, article].filter((word) => word !== null).join(', ');
  const ofOne = settled === null ? '' : `  with ${holding}: ${settled.form}  (${settled.reason}, ${settled.rule})\n`;
  return `${field}: ${ladderText(ladder)}  (${stands})\n${ofOne}${textTable(rows)}`;
}
