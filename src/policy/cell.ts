import type { CellRung } from './policy.js';
import { formRank, type Condition, type DisclosureForm } from './vocabulary.js';

const FORM_LETTERS: Readonly<Record<string, DisclosureForm>> = {
  R: 'RAW',
  M: 'MASKED',
  P: 'PSEUDONYMISED',
  G: 'GENERALISED',
  A: 'AGGREGATED',
};

const CONDITION_LETTERS: Readonly<Record<string, Condition>> = {
  a: 'APPROVAL',
  b: 'BREAK_GLASS',
  c: 'CONSENT',
  d: 'SEND_JOB',
  k: 'INSTRUCTION',
  l: 'LEGAL_ORDER',
  n: 'NECESSITY_TICKET',
  o: 'OPT_IN',
  q: 'SERVICE_REQUEST',
  s: 'OWN_CLASS',
  v: 'RIGHTS_CASE',
  w: 'WELFARE_CASE',
  z: 'GUARDIAN_LINK',
};

const CELL = /^([A-Za-z])(?::([a-z](?:\+[a-z])*))?(?:>([A-Za-z]))?$/;

/** A cell of the matrix, or what is wrong with it. */
export type ParsedCell = { readonly rungs: readonly CellRung[] } | { readonly problem: string };

/** Reads `-`, `R`, `R:o+d`, `R:s>M`: best form first; `-` gives no rung. */
export function parseCell(text: string): ParsedCell {
  if (text === '-') return { rungs: [] };
  const [, best = '', letters, lesser] = CELL.exec(text) ?? [];
  if (best === '') return { problem: `"${text}" is no cell; write "-", "R", "R:o", "R:o+d" or "R:s>M"` };
  const form = FORM_LETTERS[best];
  if (form === undefined) return { problem: unknownForm(best) };
  const when: Condition[] = [];
  for (const letter of letters?.split('+') ?? []) {
    const condition = CONDITION_LETTERS[letter];
    if (condition === undefined) return { problem: `unknown condition letter "${letter}" in "${text}"` };
    if (when.includes(condition)) return { problem: `condition letter "${letter}" twice in "${text}"` };
    when.push(condition);
  }
  if (lesser === undefined) return { rungs: [{ form, when }] };
  const fallback = FORM_LETTERS[lesser];
  if (fallback === undefined) return { problem: unknownForm(lesser) };
  if (when.length === 0) return { problem: `"${text}" has a fallback but no condition` };
  if (formRank(fallback) >= formRank(form)) return { problem: `fallback "${lesser}" is not below "${best}"` };
  return {
    rungs: [
      { form, when },
      { form: fallback, when: [] },
    ],
  };
}

function unknownForm(letter: string): string {
  return `unknown form letter "${letter}"; the forms are R M P G A and -`;
}
