import { Field, InputType } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import type { AgeBand } from '../../disclosure/ageBand.js';
import { ageBandSql } from '../../disclosure/ageBand.js';
import { classedColumns, type QuasiIdentifier } from '../../sources/classedColumns.js';
import { todayParameter } from '../../sources/personColumns.js';
import { sqlOf, type RowFacts, type Sql } from '../../sources/sourceTable.js';
import type { Parameters } from '../../sources/sql.js';
import { AgeBandEnum, SexEnum } from '../types/enums.js';
import type { Condition } from './conditions.js';
import { equals, given, isOneOf, startsWith } from './conditions.js';

/** Filters that every kind of person has; each is open only to a caller who may see its category at that form. */
@InputType()
export abstract class PersonFilter {
  @Personal({ category: 'ADDRESS', reveals: 'GENERALISED' })
  @Field(() => [String], { nullable: true, description: 'JIS codes of municipalities.' })
  municipality?: string[];

  @Personal({ category: 'BIRTH_DATE', reveals: 'GENERALISED' })
  @Field(() => [AgeBandEnum], { nullable: true })
  ageBand?: AgeBand[];

  @Personal({ category: 'SEX' })
  @Field(() => SexEnum, { nullable: true })
  sex?: string;

  @Personal({ category: 'NAME' })
  @Field(() => String, { nullable: true, description: 'Family and given name, with a space between.' })
  name?: string;

  @Personal({ category: 'NAME' })
  @Field(() => String, { nullable: true })
  kanaStartsWith?: string;

  @Personal({ category: 'PHONE' })
  @Field(() => String, { nullable: true })
  phone?: string;

  @Personal({ category: 'EMAIL' })
  @Field(() => String, { nullable: true })
  email?: string;
}

export function personConditions(alias: string, filter: PersonFilter): readonly Condition[] {
  const band = (parameters: Parameters, facts: RowFacts): string =>
    ageBandSql(`${alias}.birth_date`, todayParameter(parameters, facts));
  const shown = (field: QuasiIdentifier, asItIs: Sql, values: readonly string[] | undefined): Condition | null =>
    isOneOf(filterColumn(alias, field, asItIs), values);
  return given(
    shown('municipality', `${alias}.municipality_code`, filter.municipality),
    shown('ageBand', band, filter.ageBand),
    shown('sex', `${alias}.sex`, filter.sex === undefined || filter.sex === null ? undefined : [filter.sex]),
    equals(`${alias}.family_name || ' ' || ${alias}.given_name`, filter.name, 'text'),
    startsWith(`${alias}.family_kana || ' ' || ${alias}.given_kana`, filter.kanaStartsWith),
    equals(`${alias}.phone`, filter.phone, 'text'),
    equals(`${alias}.email`, filter.email, 'text'),
  );
}

/** Where rows are de-identified a filter compares what they show, never what they have: it can't cut a class in two. */
function filterColumn(alias: string, field: QuasiIdentifier, asItIs: Sql): Sql {
  return (parameters, facts) =>
    sqlOf(facts.rowClasses === null ? asItIs : classedColumns(alias)[field], parameters, facts);
}
