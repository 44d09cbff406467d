import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Condition,
  DataCategory,
  DisclosureForm,
  LifeStage,
  Purpose,
  RecipientClass,
  Role,
  SubjectKind,
  SubPurpose,
} from '../../src/policy/vocabulary.js';
import {
  DISCLOSURE_FORMS,
  LIFE_STAGES,
  PURPOSES,
  RECIPIENT_CLASSES,
  ROLES,
  SUBJECT_KINDS,
} from '../../src/policy/vocabulary.js';
import { projectRoot } from '../../src/projectRoot.js';

/** Reads matrix.csv on its own, sharing nothing with the policy room but its words: the oracle of the conformance tests. */

export interface ExpectedRung {
  readonly form: DisclosureForm;
  readonly when: readonly Condition[];
}

export interface ExpectedRow {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly recipientClasses: readonly RecipientClass[];
  readonly purposes: readonly Purpose[];
  readonly kinds: readonly SubjectKind[];
  readonly lifeStages: readonly LifeStage[];
  readonly clauses: readonly string[];
  readonly basis: string;
  /** Cell texts by category; UNLISTED is no column of the matrix (docs/adr/0002). */
  readonly cells: Readonly<Partial<Record<DataCategory, string>>>;
  readonly relation: Condition | null;
}

export interface ExpectedQuestion {
  readonly roles: readonly Role[];
  readonly recipientClasses: readonly RecipientClass[];
  readonly purpose: Purpose;
  /** Of AGGREGATE_ANALYSIS. */
  readonly subPurpose: SubPurpose | null;
  readonly kind: SubjectKind;
  readonly lifeStage: LifeStage;
  readonly category: DataCategory;
  readonly shape: 'SINGLE' | 'LIST';
}

export const MATRIX_CATEGORIES = [
  'NAME',
  'MEMBER_CODE',
  'SEX',
  'BIRTH_DATE',
  'ADDRESS',
  'PHONE',
  'EMAIL',
  'PURCHASE_HISTORY',
] as const satisfies readonly DataCategory[];

const FORMS: Readonly<Record<string, DisclosureForm>> = {
  R: 'RAW',
  M: 'MASKED',
  P: 'PSEUDONYMISED',
  G: 'GENERALISED',
  A: 'AGGREGATED',
};
const LETTERS: Readonly<Record<string, Condition>> = {
  c: 'CONSENT',
  o: 'OPT_IN',
  n: 'NECESSITY_TICKET',
  d: 'SEND_JOB',
  s: 'OWN_CLASS',
  k: 'INSTRUCTION',
  q: 'SERVICE_REQUEST',
  l: 'LEGAL_ORDER',
  b: 'BREAK_GLASS',
  w: 'WELFARE_CASE',
  v: 'RIGHTS_CASE',
  a: 'APPROVAL',
  z: 'GUARDIAN_LINK',
};
/** The column that the matrix does not have. */
const UNLISTED: Readonly<Record<string, string>> = {
  C01: 'R',
  C05: 'A',
  D01: 'R',
  D02: 'R:z',
  D03: 'R',
  D04: 'R',
  D05: 'R:v',
  L01: 'R:l',
};
/** What the notes of the matrix say about lists: masked contact fields in C01, no list at all in C03 and O03. */
const LISTS: Readonly<Record<string, Readonly<Partial<Record<DataCategory, string>>> | '-'>> = {
  C01: { PHONE: 'R:n>M', EMAIL: 'R:n>M', ADDRESS: 'R:n>M' },
  C03: '-',
  O03: '-',
};

export const matrix: readonly ExpectedRow[] = readMatrix();

const MATRIX_OF_PURPOSE: Readonly<Record<string, readonly ExpectedRow[]>> = Object.fromEntries(
  PURPOSES.map((purpose) => [purpose, matrix.filter((row) => row.purposes.includes(purpose))]),
);

/** The rungs of one cell, as its text says, best first. */
export function expectedCell(
  row: ExpectedRow,
  category: DataCategory,
  shape: 'SINGLE' | 'LIST' = 'SINGLE',
): readonly ExpectedRung[] {
  const lists = LISTS[row.id] ?? {};
  const single = category === 'UNLISTED' ? (UNLISTED[row.id] ?? '-') : (row.cells[category] ?? '-');
  const cell = shape === 'LIST' ? (lists === '-' ? '-' : (lists[category] ?? single)) : single;
  if (cell === '-') return [];
  const [best = '', fallback] = cell.split('>');
  const [letter = '', conditions] = best.split(':');
  const relation = row.relation === null ? [] : [row.relation];
  const when = conditions === undefined ? [] : conditions.split('+').map((each) => known(LETTERS, each));
  const rungs: ExpectedRung[] = [{ form: known(FORMS, letter), when: [...relation, ...when] }];
  if (fallback !== undefined) rungs.push({ form: known(FORMS, fallback), when: relation });
  return rungs;
}

/** The best form that the whole matrix gives while these conditions hold; by brute force over all rows. */
export function expectedForm(question: ExpectedQuestion, holds: ReadonlySet<Condition>): DisclosureForm {
  return best(
    expectedRungs(question)
      .filter((rung) => rung.when.every((condition) => holds.has(condition)))
      .map((rung) => rung.form),
  );
}

/** Every way in which the matrix gives something, of all rows that match, unordered; restrictions applied. */
export function expectedRungs(question: ExpectedQuestion): readonly ExpectedRung[] {
  const rows = (MATRIX_OF_PURPOSE[question.purpose] ?? []).filter((row) => speaksOf(row, question));
  if (rows.some((row) => isDenial(row))) return [];
  const restrictions = rows.filter((row) => /^X0/.test(row.id));
  return rows
    .filter((row) => !row.id.startsWith('X'))
    .flatMap((row) => {
      const caps = restrictions
        .filter((restriction) => !isExcepted(restriction, row))
        .map((restriction) => best(expectedCell(restriction, question.category).map((rung) => rung.form)));
      return expectedCell(row, question.category, question.shape).map(({ form, when }) => ({
        form: lowest([
          form,
          ...caps,
          ...(question.subPurpose === 'PARTNER_MARKETING' ? (['AGGREGATED'] as const) : []),
        ]),
        when,
      }));
    })
    .filter((rung) => rung.form !== 'DENIED');
}

function speaksOf(row: ExpectedRow, question: ExpectedQuestion): boolean {
  return (
    row.roles.some((role) => question.roles.includes(role)) &&
    row.recipientClasses.some((name) => question.recipientClasses.includes(name)) &&
    row.kinds.includes(question.kind) &&
    row.lifeStages.includes(question.lifeStage) &&
    servesSubPurpose(row, question)
  );
}

const SUB_PURPOSE_OF: Readonly<Record<string, SubPurpose>> = {
  'A4-1a': 'IMPROVE',
  'A4-1b': 'RELATED_BUSINESS',
  'A4-1c': 'PARTNER_MARKETING',
};

/** A row that cites what an analysis is for serves that and nothing else. */
function servesSubPurpose(row: ExpectedRow, { purpose, subPurpose }: ExpectedQuestion): boolean {
  if (purpose !== 'AGGREGATE_ANALYSIS') return true;
  const cited = row.clauses.flatMap((clause) => SUB_PURPOSE_OF[clause] ?? []);
  return subPurpose !== null && (cited.length === 0 || cited.includes(subPurpose));
}

/** A row that withholds everything is there to deny. */
export function isDenial(row: ExpectedRow): boolean {
  return !row.id.startsWith('X') && Object.values(row.cells).every((cell) => cell === '-');
}

function isExcepted(restriction: ExpectedRow, row: ExpectedRow): boolean {
  if (restriction.id === 'X01') return /^[DLEI]/.test(row.id);
  if (restriction.id === 'X03') return row.id === 'C01' || row.id === 'L01';
  return false;
}

function best(forms: readonly DisclosureForm[]): DisclosureForm {
  return forms.reduce((a, b) => (rank(a) >= rank(b) ? a : b), 'DENIED');
}

function lowest(forms: readonly DisclosureForm[]): DisclosureForm {
  return forms.reduce((a, b) => (rank(a) <= rank(b) ? a : b), 'RAW');
}

function rank(form: DisclosureForm): number {
  return DISCLOSURE_FORMS.indexOf(form);
}

function readMatrix(): readonly ExpectedRow[] {
  const lines = readFileSync(join(projectRoot, 'test', 'conformance', 'matrix.csv'), 'utf8')
    .trim()
    .split('\n');
  const [head = '', ...body] = lines;
  const columns = head.split(',');
  return body.map((line) => {
    const values = line.split(/,(?=")/).map((value) => value.replace(/^"|"\s*$/g, ''));
    const row = Object.fromEntries(columns.map((column, index) => [column, values[index] ?? '']));
    const text = (column: string): string => row[column] ?? '';
    return {
      id: text('row'),
      roles: text('roles').startsWith('(any') ? ROLES : (text('roles').split('|') as Role[]),
      recipientClasses: classesOf(text('recipient_class')),
      purposes: /^\((any|as instructed)\)$/.test(text('purposes'))
        ? PURPOSES
        : (text('purposes').split('|') as Purpose[]),
      ...subjectsOf(text('subjects')),
      clauses: text('clauses').trim().split(' '),
      basis: text('legal_basis'),
      cells: Object.fromEntries(MATRIX_CATEGORIES.map((category) => [category, text(category)])),
    };
  });
}

function classesOf(text: string): readonly RecipientClass[] {
  if (text === '(any)') return RECIPIENT_CLASSES;
  if (text === '(any outside)') return RECIPIENT_CLASSES.filter((name) => name !== 'OWN_ORGANISATION');
  if (text === 'JOINT_USER_*') return RECIPIENT_CLASSES.filter((name) => name.startsWith('JOINT_USER'));
  return text.split('|').map((name) => (name === 'ADVERTISER' ? 'ADVERTISER_THIRD_PARTY' : name)) as RecipientClass[];
}

function subjectsOf(text: string): Pick<ExpectedRow, 'kinds' | 'lifeStages' | 'relation'> {
  const all = { kinds: SUBJECT_KINDS, lifeStages: LIFE_STAGES, relation: null };
  const child: readonly SubjectKind[] = ['CHILD_PARTICIPANT'];
  switch (text) {
    case '*':
      return all;
    case 'own record':
      return { ...all, relation: 'OWN_RECORD' };
    case 'own record, age <16':
      return { kinds: child, lifeStages: ['UNDER_16', 'UNKNOWN'], relation: 'OWN_RECORD' };
    case 'own record, age 16–17':
      return { kinds: child, lifeStages: ['AGE_16_17'], relation: 'OWN_RECORD' };
    case 'linked child <18':
      return { kinds: child, lifeStages: ['UNDER_16', 'UNKNOWN', 'AGE_16_17'], relation: 'LINKED_CHILD' };
    case 'COOP_MEMBER not participant':
      return { ...all, kinds: ['COOP_MEMBER'] };
    case 'DECEASED':
      return { ...all, lifeStages: ['DECEASED'] };
    default:
      return { ...all, kinds: text.split('|') as SubjectKind[] };
  }
}

function known<T>(table: Readonly<Record<string, T>>, key: string): T {
  const value = table[key];
  if (value === undefined) throw new Error(`matrix.csv: "${key}" is no letter of the matrix.`);
  return value;
}
