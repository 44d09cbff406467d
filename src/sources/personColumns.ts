import { ageBandSql } from '../disclosure/ageBand.js';
import { lifeStageSql } from '../disclosure/lifeStageSql.js';
import { maskEmailSql } from '../disclosure/maskEmail.js';
import { maskPhoneSql } from '../disclosure/maskPhone.js';
import type { FieldColumns, RowFacts, Sql } from './sourceTable.js';
import type { Parameters } from './sql.js';

/** Today in Asia/Tokyo as a shared parameter. */
export function todayParameter(parameters: Parameters, facts: RowFacts): string {
  return parameters.named('today', () => facts.today, 'date');
}

/** A name of two columns: whole, or only its initials where the caller gets it masked, or nothing for a pseudonym. */
export function nameColumns(alias: string, family: string, given: string): FieldColumns {
  return {
    RAW: `${alias}.${family} || ' ' || ${alias}.${given}`,
    MASKED: `left(${alias}.${family}, 1) || ' ' || left(${alias}.${given}, 1)`,
  };
}

/**
 * How the fields that every person has are read. Each form fetches no more than it needs: initials of a name, the ends of a
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
    birthYear: {
      MASKED: onToday(
        (today) =>
          `CASE WHEN ${lifeStageSql(column('birth_date'), column('deceased_on'), today)} = 'ADULT' THEN extract(year FROM ${column('birth_date')})::int END`,
      ),
    },
    ageBand: { GENERALISED: onToday((today) => ageBandSql(column('birth_date'), today)) },
    postalCode: { RAW: column('postal_code') },
    address: {
      RAW: `${column('prefecture')} || ${column('municipality_name')} || ${column('street')}`,
      MASKED: `${column('prefecture')} || ${column('municipality_name')}`,
    },
    municipality: { GENERALISED: column('municipality_code') },
    phone: { RAW: column('phone'), MASKED: phoneEnds(column('phone')) },
    email: { RAW: column('email'), MASKED: maskEmailSql(column('email')) },
  };
}

/** A telephone number with its middle starred by the database: prefix class and the last four digits. */
export function phoneEnds(column: string): string {
  return maskPhoneSql(column, 4);
}

export function personLifeStage(alias: string): Sql {
  return (parameters, facts) =>
    lifeStageSql(`${alias}.birth_date`, `${alias}.deceased_on`, todayParameter(parameters, facts));
}
