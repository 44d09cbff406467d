import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { daysAfter } from '../../policy/lifeStage.js';
import type { RightsEntry } from '../../registry/registers/answerRights.js';
import { OUTCOMES, REFUSAL_REASONS, RIGHTS, TOLD_BY } from '../../registry/registers/rightsCase.js';
import type { RequestContext } from '../context.js';
import { subjectId } from '../registers/subjectIds.js';
import { enumObject } from '../types/enums.js';
import { LocalDate } from '../types/LocalDate.js';

const ALERTS = ['NONE', 'DUE_SOON', 'OVERDUE'] as const;
export type Alert = (typeof ALERTS)[number];
const AlertEnum = enumObject(ALERTS);
registerEnumType(AlertEnum, {
  name: 'RequestAlert',
  description:
    'DUE_SOON: three days or less. OVERDUE: open after the fourteenth day, when a suit is possible (APPI 39).',
});
export const OwnRightEnum = enumObject(RIGHTS);
registerEnumType(OwnRightEnum, { name: 'OwnRight', description: 'What a person can ask for (A6).' });
export const AnswerDecisionEnum = enumObject(OUTCOMES);
registerEnumType(AnswerDecisionEnum, { name: 'AnswerDecision' });
export const AnswerRefusalEnum = enumObject(REFUSAL_REASONS);
registerEnumType(AnswerRefusalEnum, { name: 'AnswerRefusal', description: 'The whole list of APPI 33(2).' });
export const AnswerChannelEnum = enumObject(TOLD_BY);
registerEnumType(AnswerChannelEnum, { name: 'AnswerChannel', description: 'To one who does not read it on the page.' });
export const REQUEST_ENUMS = ['DeskChannel', 'OwnRight', 'AnswerDecision', 'AnswerRefusal', 'AnswerChannel'] as const;

const DUE_SOON_DAYS = 3;

@Public()
@InputType()
export class CostInput {
  @Field(() => String)
  what!: string;

  @Field(() => Int)
  yen!: number;
}

@Public()
@ObjectType({ simpleResolvers: true })
export class RequestCost {
  @Field(() => String)
  what!: string;

  @Field(() => Int)
  yen!: number;
}

@Public()
@ObjectType({
  description: 'What an answer costs in exception (A6-7): real costs, agreed to beforehand.',
  simpleResolvers: true,
})
export class RequestFee {
  @Field(() => Int)
  yen!: number;

  @Field(() => [RequestCost])
  costs!: readonly RequestCost[];

  @Field(() => Boolean, { description: 'A manager has agreed.' })
  approved!: boolean;

  @Field(() => String, { nullable: true, description: 'UTC; null: the requester has not agreed.' })
  acceptedAt!: string | null;
}

@Public()
@ObjectType({ description: 'A request of a person, and where it stands.', simpleResolvers: true })
export class RightsRequest {
  @Field(() => ID)
  key!: string;

  @Field(() => ID, { description: 'Of the person that it is about.' })
  about!: string;

  @Field(() => OwnRightEnum)
  right!: string;

  @Field(() => String, { nullable: true, description: 'As whom: SELF, GUARDIAN or AGENT.' })
  askedAs!: string | null;

  @Field(() => LocalDate)
  receivedOn!: string;

  @Field(() => LocalDate, { description: 'The fourteenth day, in Japan.' })
  dueOn!: string;

  @Field(() => AlertEnum)
  alert!: Alert;

  @Field(() => Boolean, { description: 'It is known who asks.' })
  verified!: boolean;

  @Field(() => Boolean)
  open!: boolean;

  @Field(() => RequestFee, { nullable: true, description: 'Null: free.' })
  fee!: RequestFee | null;

  @Field(() => AnswerDecisionEnum, { nullable: true })
  decision!: string | null;

  @Field(() => AnswerRefusalEnum, { nullable: true })
  refusal!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the answer, for the requester (APPI 33(3), 36).' })
  explanation!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'UTC; when the desk told the answer to one who does not read it here.',
  })
  toldAt!: string | null;

  @Field(() => AnswerChannelEnum, { nullable: true })
  toldBy!: string | null;
}

export function publishedRequest(context: RequestContext, { key, payload, ended }: RightsEntry): RightsRequest {
  const { subject, right, actingAs, receivedOn, dueOn, verifiedAt } = payload;
  const [fee, outcome] = [payload.fee ?? null, payload.outcome ?? null];
  const open = outcome === null && !ended;
  return {
    key,
    about: subjectId(context, subject),
    right,
    askedAs: actingAs,
    receivedOn,
    dueOn,
    alert: open ? alertOf(dueOn, context.today) : 'NONE',
    verified: verifiedAt !== null,
    open,
    fee: fee && { yen: fee.yen, costs: fee.costs, approved: fee.approvedBy !== null, acceptedAt: fee.acceptedAt },
    decision: outcome?.decision ?? null,
    refusal: outcome?.refusal ?? null,
    explanation: outcome?.explanation ?? null,
    toldAt: outcome?.told?.toldAt ?? null,
    toldBy: outcome?.told?.by ?? null,
  };
}

function alertOf(dueOn: string, today: string): Alert {
  if (today > dueOn) return 'OVERDUE';
  return daysAfter(today, DUE_SOON_DAYS) >= dueOn ? 'DUE_SOON' : 'NONE';
}
