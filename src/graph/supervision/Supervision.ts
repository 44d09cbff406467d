import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { LocalDate } from '../types/LocalDate.js';
import { AlertCodeEnum, HealthStatusEnum } from './supervisionEnums.js';

@Public()
@ObjectType({ description: 'What somebody has to look at. Nothing of a data subject is in it.', simpleResolvers: true })
export class SupervisionAlert {
  @Field(() => AlertCodeEnum)
  code!: string;

  @Field(() => [String])
  clauses!: readonly string[];

  @Field(() => ID, { nullable: true, description: 'Key of the register entry that it is about.' })
  key!: string | null;

  @Field(() => String)
  what!: string;

  @Field(() => LocalDate, { nullable: true, description: 'Day in Asia/Tokyo; null: not known.' })
  since!: string | null;

  @Field(() => Boolean, { description: 'Supervision itself does not work: the health is DEGRADED.' })
  degrades!: boolean;
}

@Public()
@ObjectType({ description: 'Whether supervision itself works, in codes.', simpleResolvers: true })
export class SupervisionHealth {
  @Field(() => HealthStatusEnum)
  status!: string;

  @Field(() => [AlertCodeEnum])
  reasons!: readonly string[];
}

@Public()
@ObjectType({ description: 'How many of those who handle personal data are trained (A9-6).', simpleResolvers: true })
export class TrainingCoverageFigure {
  @Field(() => Int)
  handlers!: number;

  @Field(() => Int)
  trained!: number;

  @Field(() => Int, { description: 'Rounded down.' })
  percent!: number;

  @Field(() => Int, { description: 'Least that must be reached, in per cent.' })
  target!: number;

  @Field(() => [String], { description: 'Who is not, as tokens name them.' })
  untrained!: readonly string[];
}

@Public()
@ObjectType({ description: 'A cell of the table of five threats by four viewpoints (A7).', simpleResolvers: true })
export class RiskTableCell {
  @Field(() => String)
  threat!: string;

  @Field(() => String)
  viewpoint!: string;

  @Field(() => String, { nullable: true, description: 'Null, like all that follows, of an empty cell.' })
  risk!: string | null;

  @Field(() => [String], { nullable: true })
  measures!: readonly string[] | null;

  @Field(() => [String], { nullable: true, description: 'Keys of manual controls.' })
  manualControls!: readonly string[] | null;

  @Field(() => LocalDate, { nullable: true })
  reviewedOn!: string | null;
}

@Public()
@ObjectType({ description: 'For those who answer for the data, and who audit it.', simpleResolvers: true })
export class Supervision {
  @Field(() => SupervisionHealth)
  health!: SupervisionHealth;

  @Field(() => [SupervisionAlert], { description: 'What stops work first, then what was left undone.' })
  alerts!: readonly SupervisionAlert[];

  @Field(() => TrainingCoverageFigure)
  trainingCoverage!: TrainingCoverageFigure;

  @Field(() => [RiskTableCell], { description: 'All twenty cells.' })
  riskTable!: readonly RiskTableCell[];
}
