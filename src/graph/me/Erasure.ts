import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import type { Erasure as Stored } from '../../rights/readErasures.js';
import { enumObject } from '../types/enums.js';

const ErasureStateEnum = enumObject(['HELD', 'RUNNING', 'DONE']);
registerEnumType(ErasureStateEnum, {
  name: 'ErasureState',
  description: 'HELD: a legal hold stands; use is stopped, and the data are erased when the hold ends (A6-5).',
});

@Public()
@ObjectType({ simpleResolvers: true })
export class ErasureStep {
  @Field(() => String, { description: 'FLAG, CONSENTS, CLUB, COOP, BROADCASTER, KEY, RECORD, NOTICE.' })
  step!: string;

  @Field(() => String, { description: 'PENDING or DONE.' })
  state!: string;

  @Field(() => String, { nullable: true, description: 'Why it is not done yet.' })
  problem!: string | null;
}

@Public()
@ObjectType({
  description: 'That somebody is erased, and how far it is. Nobody sees the person from the first step on.',
  simpleResolvers: true,
})
export class Erasure {
  @Field(() => ID)
  id!: string;

  @Field(() => ErasureStateEnum)
  state!: string;

  @Field(() => String, { nullable: true, description: 'Why it is not done at once.' })
  reason!: string | null;

  @Field(() => String, { description: 'UTC.' })
  recordedAt!: string;

  @Field(() => String, { nullable: true, description: 'UTC.' })
  finishedAt!: string | null;

  @Field(() => [ErasureStep])
  steps!: readonly ErasureStep[];
}

export function publishedErasure({ id, state, recordedAt, finishedAt, steps }: Stored): Erasure {
  return {
    id,
    state,
    reason: state === 'HELD' ? 'LEGAL_HOLD' : null,
    recordedAt: recordedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    steps: steps.map(({ step, state: done, problem }) => ({ step, state: done, problem })),
  };
}
