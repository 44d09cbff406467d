import { registerEnumType } from 'type-graphql';
import { personalUse } from '../../../directives/personal.js';
import type { OrderTerm } from '../../sources/compileSelect.js';
import { enumObject } from '../types/enums.js';

const KEYS = {
  KANA: {
    sql: (alias: string) => `${alias}.family_kana || ' ' || ${alias}.given_kana`,
    type: 'text',
    label: { category: 'NAME' },
  },
  BIRTH_DATE: { sql: (alias: string) => `${alias}.birth_date`, type: 'date', label: { category: 'BIRTH_DATE' } },
  MUNICIPALITY: {
    sql: (alias: string) => `${alias}.municipality_code`,
    type: 'text',
    label: { category: 'ADDRESS', reveals: 'GENERALISED' },
  },
} as const;

const NAMES = ['KANA', 'KANA_DESC', 'BIRTH_DATE', 'BIRTH_DATE_DESC', 'MUNICIPALITY', 'MUNICIPALITY_DESC'] as const;
export type PersonOrder = (typeof NAMES)[number];

export const PersonOrderEnum = enumObject(NAMES);
registerEnumType(PersonOrderEnum, {
  name: 'PersonOrder',
  description: 'Sort keys; ascending unless _DESC. Open only to a caller who may see the category at that form.',
});

function keyOf(name: PersonOrder): keyof typeof KEYS {
  return name.replace(/_DESC$/, '') as keyof typeof KEYS;
}

/** Labels of the enum's values, for `labelSchema`. */
export const PERSON_ORDER_LABELS: Readonly<Record<string, string>> = Object.fromEntries(
  NAMES.map((name) => [name, personalUse(KEYS[keyOf(name)].label)]),
);

export function personOrder(alias: string, names: readonly PersonOrder[] | null | undefined): readonly OrderTerm[] {
  return (names ?? []).map((name) => {
    const { sql, type } = KEYS[keyOf(name)];
    return { expression: sql(alias), direction: name.endsWith('_DESC') ? 'DESC' : 'ASC', type };
  });
}
