import { ArgsType, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { INCIDENT_FORMATS } from '../../supervision/incidents/incidentStore.js';
import { enumObject } from '../types/enums.js';
import { LocalDate } from '../types/LocalDate.js';
import { DataCategoryEnum, DisclosureFormEnum, PurposeEnum } from '../types/policyEnums.js';

export const IncidentFormatEnum = enumObject(INCIDENT_FORMATS);
registerEnumType(IncidentFormatEnum, { name: 'IncidentFormat', description: 'How an incident is written out.' });

@Public()
@ObjectType({
  description: 'A contract of the recipient that stood on some day of the period and is for the purpose.',
  simpleResolvers: true,
})
export class LineContract {
  @Field(() => ID)
  id!: string;

  @Field(() => [PurposeEnum])
  scope!: readonly string[];

  @Field(() => DisclosureFormEnum, { nullable: true, description: 'The highest form of the category; null: of none.' })
  cap!: string | null;

  @Field(() => String, { description: 'ISO 8601, UTC.' })
  from!: string;

  @Field(() => String, { nullable: true, description: 'Null: without end.' })
  to!: string | null;
}

@Public()
@ObjectType({ description: 'Of one category in one form for one purpose.', simpleResolvers: true })
export class RecipientReportLine {
  @Field(() => PurposeEnum, { nullable: true })
  purpose!: string | null;

  @Field(() => DataCategoryEnum, { nullable: true, description: 'Null: no more than that there are such persons.' })
  category!: string | null;

  @Field(() => DisclosureFormEnum)
  form!: string;

  @Field(() => Int)
  answers!: number;

  @Field(() => Int, { description: 'Each once, however often.' })
  subjects!: number;

  @Field(() => [LineContract])
  contracts!: readonly LineContract[];

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether one of the contracts allows this form; null: there was none in the period, of whatever purpose.',
  })
  withinContract!: boolean | null;
}

@Public()
@ObjectType({ description: 'A limit, and what is used of it today.', simpleResolvers: true })
export class VolumeUseRecord {
  @Field(() => Int, { description: 'Subjects that may be shown; one counts each time.' })
  subjects!: number;

  @Field(() => Int, { description: 'Within so many days.' })
  days!: number;

  @Field(() => Int)
  used!: number;
}

@Public()
@ObjectType({
  description: 'What a recipient got in a period (A3-2), added up from the audit log.',
  simpleResolvers: true,
})
export class RecipientReportRecord {
  @Field(() => String)
  organisation!: string;

  @Field(() => LocalDate)
  from!: string;

  @Field(() => LocalDate)
  to!: string;

  @Field(() => [RecipientReportLine])
  lines!: readonly RecipientReportLine[];

  @Field(() => [VolumeUseRecord])
  volumes!: readonly VolumeUseRecord[];
}

@Public()
@ObjectType({ description: 'A person whom an incident concerns.', simpleResolvers: true })
export class AffectedPerson {
  @Field(() => String, { description: 'As the export has it.' })
  token!: string;

  @Field(() => ID, { nullable: true, description: 'As the caller sees the id elsewhere; null: erased since.' })
  subject!: string | null;
}

@ArgsType()
export class RecipientReportArguments {
  @Public()
  @Field(() => String, { description: 'Organisation code.' })
  organisation!: string;

  @Public()
  @Field(() => LocalDate, { description: 'First day, Asia/Tokyo.' })
  from!: string;

  @Public()
  @Field(() => LocalDate, { description: 'Last day, Asia/Tokyo.' })
  to!: string;
}

@ArgsType()
export class IncidentExportArguments {
  @Public()
  @Field(() => ID)
  key!: string;

  @Public()
  @Field(() => IncidentFormatEnum, { defaultValue: 'JSON' })
  format!: (typeof INCIDENT_FORMATS)[number];
}

@ArgsType()
export class IncidentKeyArguments {
  @Public()
  @Field(() => ID)
  key!: string;
}
