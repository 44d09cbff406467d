import { ageBandSql } from '../disclosure/ageBand.js';
import { birthYearSql } from '../disclosure/birthYear.js';
import { lifeStageSql } from '../disclosure/lifeStageSql.js';
import { maskEmailSql } from '../disclosure/maskEmail.js';
import { maskMemberCodeSql } from '../disclosure/maskMemberCode.js';
import { maskNameSql } from '../disclosure/maskName.js';
import { maskPhoneSql } from '../disclosure/maskPhone.js';
import type { FieldColumns, RowFacts, Sql } from './sourceTable.js';
import type { Parameters } from './sql.js';

/** Today in Asia/Tokyo as a shared parameter. */
export function todayParameter(parameters: Parameters, facts: RowFacts): string {
  return parameters.named('today', () => facts.today, 'date');
}

/** A name of two columns: whole, or masked by the source itself, or nothing at all for a pseudonym. */
export function nameColumns(alias: string, family: string, given: string): FieldColumns {
  return {
    RAW: `${alias}.${family} || ' ' || ${alias}.${given}`,
    MASKED: maskNameSql(`${alias}.${family}`, `${alias}.${given}`),
  };
}

/**
 * How the fields that every person has are read. Each form fetches no more than it shows: a masked name, the ends of a
 * telephone number, the age band instead of the date.
 */
export function personColumns(alias: string): Readonly<Record<string, FieldColumns>> {
  const column = (name: string) => `${alias}.${name}`;
  const onToday =
    (expression: (today: string) => string): Sql =>
    (parameters, facts) =>
      expression(todayParameter(parameters, facts));
  return {
    name: nameColumns(alias, 'family_name', 'given_name'),
    kana: nameColumns(alias, 'family_kana', 'given_kana'),
    sex: { RAW: column('sex') },
    birthDate: { RAW: column('birth_date') },
    birthYear: { MASKED: onToday((today) => birthYearSql(column('birth_date'), today)) },
    ageBand: { GENERALISED: onToday((today) => ageBandSql(column('birth_date'), today)) },
    postalCode: { RAW: column('postal_code') },
    address: {
      RAW: `${column('prefecture')} || ${column('municipality_name')} || ${column('street')}`,
      MASKED: `${column('prefecture')} || ${column('municipality_name')}`,
    },
    municipality: { GENERALISED: column('municipality_code') },
    phone: phoneColumns(column('phone')),
    email: emailColumns(column('email')),
  };
}

export function phoneColumns(column: string): FieldColumns {
  return { RAW: column, MASKED: (_parameters, { keepPhoneDigits }) => maskPhoneSql(column, keepPhoneDigits) };
}

export function emailColumns(column: string): FieldColumns {
  return { RAW: column, MASKED: maskEmailSql(column) };
}

export function memberCodeColumns(column: string): FieldColumns {
  return { RAW: column, MASKED: maskMemberCodeSql(column) };
}

export function personLifeStage(alias: string): Sql {
  return (parameters, facts) =>
    lifeStageSql(`${alias}.birth_date`, `${alias}.deceased_on`, todayParameter(parameters, facts));
}
