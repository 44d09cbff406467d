import { NorenError } from '../errors.js';
import type { SubjectKind } from '../policy/vocabulary.js';
import type { Columns } from '../sources/writing/sourceWriter.js';
import { MIYAGI } from '../statistics/domain/miyagi.js';
import { CORRECTABLE, type Correctable, type Corrections } from './correction.js';
import { isDay } from '../policy/isDay.js';

type Rule = readonly [pattern: RegExp, rule: string];

const TEXT: Rule = [/^(?=\S)[^\p{Cc}\p{Cf}]{1,80}(?<=\S)$/u, 'must be 1 to 80 characters without control characters'];
const KANA: Rule = [/^[ァ-ヶー・]{1,40}$/u, 'must be katakana'];
const RULES: Readonly<Record<string, Rule>> = {
  family_name: TEXT,
  given_name: TEXT,
  family_kana: KANA,
  given_kana: KANA,
  sex: [/^(FEMALE|MALE|OTHER)$/, 'must be FEMALE, MALE or OTHER'],
  birth_date: [/^(19|20)\d\d-\d\d-\d\d$/, 'must be a day, YYYY-MM-DD, from 1900 on'],
  postal_code: [/^\d{3}-\d{4}$/, 'must be like 980-0811'],
  prefecture: [/^(東京都|北海道|大阪府|京都府|\p{Script=Han}{2,3}県)$/u, 'must be a prefecture'],
  municipality_code: [/^(0[1-9]|[1-3]\d|4[0-7])\d{3}$/, 'must be a JIS code of five digits'],
  municipality_name: TEXT,
  street: TEXT,
  phone: [
    /^(?=(?:\D*\d){10,11}$)0\d{1,4}-\d{1,4}-\d{3,4}$/,
    'must be a Japanese number with hyphens, e.g. 022-123-4567',
  ],
  email: [
    /^(?=.{3,254}$)[\w.!#$%&'*+/=?^`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/i,
    'must be an e-mail address',
  ],
};

/** Columns that the source keeps empty for who has no such thing. */
const MAY_BE_EMPTY: Readonly<Partial<Record<SubjectKind, readonly string[]>>> = {
  GUARDIAN: ['phone', 'email'],
  CHILD_PARTICIPANT: ['phone', 'email'],
  COOP_MEMBER: ['email'],
};

/**
 * Each value by the rule of its category. `today`: the Tokyo day.
 * @throws NorenError BAD_INPUT that names category and rule, never the value: it is somebody's data
 */
export function checkCorrections(
  corrections: Corrections,
  { kind, today }: { readonly kind: SubjectKind; readonly today: string },
): void {
  const categories = CORRECTABLE.filter((category) => corrections[category] !== undefined);
  if (categories.length === 0) throw new NorenError('BAD_INPUT', 'input: names nothing to correct');
  for (const category of categories) {
    const columns = corrections[category] ?? {};
    checkEmptied(category, columns, kind);
    checkColumns(category, columns, today);
  }
}

function checkEmptied(category: Correctable, columns: Columns, kind: SubjectKind): void {
  for (const [column, value] of Object.entries(columns)) {
    const mayBe = MAY_BE_EMPTY[kind]?.includes(column) === true;
    if (value === null && !mayBe) bad(category, column, 'is not kept empty of such a person');
  }
}

function checkColumns(category: Correctable, columns: Columns, today: string): void {
  for (const [column, value] of Object.entries(columns)) {
    const [pattern, rule] = RULES[column] ?? TEXT;
    if (value !== null && !pattern.test(value)) bad(category, column, rule);
  }
  const { birth_date: birth, municipality_code: code, municipality_name: name } = columns;
  if (typeof birth === 'string' && (!isDay(birth) || birth > today))
    bad(category, 'birth_date', 'must be a day that has come');
  const known = MIYAGI.find((place) => place.code === code);
  if (known !== undefined && known.name !== name)
    bad(category, 'municipality_name', `of ${known.code} must be ${known.name}`);
}

function bad(category: Correctable, column: string, rule: string): never {
  throw new NorenError('BAD_INPUT', `${category} ${column}: ${rule}`);
}
