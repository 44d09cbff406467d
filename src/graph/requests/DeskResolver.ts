import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import type { Role } from '../../policy/vocabulary.js';
import {
  acceptFee,
  answerRight,
  approveFee,
  checkAnswer,
  DESK,
  quoteFee,
  type RightsAnswer,
  type RightsEntry,
} from '../../registry/registers/answerRights.js';
import { rightsCaseRegister } from '../../registry/registers/rightsCase.js';
import { isUntold, tellAnswer, type AnswerNotice } from '../../registry/registers/tellAnswer.js';
import type { RequestContext } from '../context.js';
import { askerOf } from '../me/askerOf.js';
import { Correction } from '../me/Correction.js';
import { CorrectionInput, correctionsOf } from '../me/CorrectionInput.js';
import { publishedCorrections } from '../me/publishedCorrections.js';
import { needsStillSpeaking } from '../registers/clubKnowledge.js';
import { grantRight } from './grantRight.js';
import { neededCase, openCase } from './neededCase.js';
import { needsGroundsToRefuse } from './needsGroundsToRefuse.js';
import {
  AnswerChannelEnum,
  AnswerDecisionEnum,
  AnswerRefusalEnum,
  CostInput,
  publishedRequest,
  RightsRequest,
} from './RightsRequest.js';

const MANAGERS: readonly Role[] = ['PRIVACY_MANAGER', 'DEPT_MANAGER'];
const AT_THE_DESK = { roles: DESK, purposes: ['DATA_SUBJECT_RIGHTS'] } as const;

@Resolver()
export class DeskResolver {
  @Requires({ roles: [...DESK, ...MANAGERS], purposes: ['DATA_SUBJECT_RIGHTS', 'GOVERNANCE'] })
  @Query(() => [RightsRequest], {
    nullable: true,
    description: 'All that are open, the most urgent first, with their alerts.',
  })
  async openRequests(@Ctx() context: RequestContext): Promise<RightsRequest[]> {
    const all = await context.environment.registers.current(rightsCaseRegister);
    const published = all.map((entry) => publishedRequest(context, entry)).filter(({ open }) => open);
    return published.sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0));
  }

  @Requires(AT_THE_DESK)
  @Query(() => [RightsRequest], {
    nullable: true,
    description: 'Answered to nobody yet: who asked elsewhere than on the page is told by the desk (A6-5).',
  })
  async untoldAnswers(@Ctx() context: RequestContext): Promise<RightsRequest[]> {
    const all = await context.environment.registers.latest(rightsCaseRegister);
    return all.filter(({ payload }) => isUntold(payload)).map((entry) => publishedRequest(context, entry));
  }

  @Requires(AT_THE_DESK)
  @Mutation(() => RightsRequest, {
    nullable: true,
    description: 'Real costs only, for ACCESS and PURPOSE_NOTICE only (A6-7).',
  })
  async quoteFee(
    @Ctx() context: RequestContext,
    @Public() @Arg('key', () => ID) key: string,
    @Public() @Arg('costs', () => [CostInput]) costs: CostInput[],
    @Public() @Arg('yen', () => Int) yen: number,
  ): Promise<RightsRequest> {
    const quote = { key, recorder: askerOf(context, DESK), costs, yen };
    return publishedRequest(context, await quoteFee(context.environment.registers, quote));
  }

  @Requires({ roles: MANAGERS, purposes: ['GOVERNANCE'] })
  @Mutation(() => RightsRequest, { nullable: true })
  async approveFee(
    @Ctx() context: RequestContext,
    @Public() @Arg('key', () => ID) key: string,
  ): Promise<RightsRequest> {
    const step = { key, recorder: askerOf(context, MANAGERS) };
    return publishedRequest(context, await approveFee(context.environment.registers, step));
  }

  @Requires(AT_THE_DESK)
  @Mutation(() => RightsRequest, {
    nullable: true,
    description: 'The yes of a requester who has no page, with its proof: a signed quote (A6-7).',
  })
  async acceptFeeForCase(
    @Ctx() context: RequestContext,
    @Public() @Arg('key', () => ID) key: string,
    @Public()
    @Arg('proof', () => String, { description: 'Where their word is, e.g. the number of the letter.' })
    proof: string,
  ): Promise<RightsRequest> {
    const step = { key, recorder: askerOf(context, DESK), roles: DESK, proof };
    return publishedRequest(context, await acceptFee(context.environment.registers, step));
  }

  @Requires(AT_THE_DESK)
  @Mutation(() => RightsRequest, {
    nullable: true,
    description: 'The answer was told to the requester, once; where it shows (APPI 33(3), 36).',
  })
  async tellAnswer(
    @Ctx() context: RequestContext,
    @Public() @Arg('key', () => ID) key: string,
    @Public() @Arg('by', () => AnswerChannelEnum) by: AnswerNotice['by'],
    @Public() @Arg('proof', () => String, { description: 'E.g. the number of the letter.' }) proof: string,
  ): Promise<RightsRequest> {
    const notice = { key, recorder: askerOf(context, DESK), by, proof };
    return publishedRequest(context, await tellAnswer(context.environment.registers, notice));
  }

  @Requires(AT_THE_DESK)
  @Mutation(() => RightsRequest, {
    nullable: true,
    description:
      'What is granted is done first, but for what is told (ACCESS, PROVISION_RECORD, INQUIRY, PURPOSE_NOTICE): the explanation says how it was; a refusal gives a reason of APPI 33(2). The requester reads it (A6-5).',
  })
  async answerRequest(
    @Ctx() context: RequestContext,
    @Public() @Arg('key', () => ID) key: string,
    @Public() @Arg('decision', () => AnswerDecisionEnum) decision: RightsAnswer['decision'],
    @Public() @Arg('explanation', () => String) explanation: string,
    @Public() @Arg('refusal', () => AnswerRefusalEnum, { nullable: true }) refusal?: RightsAnswer['refusal'],
    @Public()
    @Arg('proof', () => String, {
      nullable: true,
      description: 'Of WITHDRAWN: where the word of who asked is, e.g. the number of their letter.',
    })
    proof?: string,
  ): Promise<RightsRequest> {
    const recorder = askerOf(context, DESK);
    const found = await openCase(context, key);
    const answer = { key, recorder, decision, refusal: refusal ?? null, explanation, proof: proof ?? null };
    checkAnswer(found.payload, answer);
    await needsGroundsToRefuse(context, found.payload, answer);
    if (decision === 'GRANTED' || decision === 'PARTLY_GRANTED') {
      if (!(await isBegun(context, found))) await needsStillSpeaking(context, found.payload);
      await grantRight(context, found, { decision, by: recorder });
    }
    return publishedRequest(context, await answerRight(context.environment.registers, answer));
  }

  @Requires(AT_THE_DESK)
  @Mutation(() => [Correction], { nullable: true, description: 'For a verified open case, in the hours of the desk.' })
  async correctForCase(
    @Ctx() context: RequestContext,
    @Public() @Arg('key', () => ID) key: string,
    @Public() @Arg('input', () => CorrectionInput) input: CorrectionInput,
  ): Promise<Correction[]> {
    const { payload } = await neededCase(context, { key, rights: ['RECTIFY'], clause: 'A6-3c' });
    const by = askerOf(context, DESK);
    const wish = {
      subject: payload.subject,
      corrections: correctionsOf(input),
      by,
      caseKey: key,
      authenticatedAt: null,
    };
    return publishedCorrections(context, await context.environment.rights.correct(wish));
  }
}

/** An erasure that was begun for this case is gone on with, though its own steps may have cut the link of who asked. */
async function isBegun(context: RequestContext, { payload: { right, subject } }: RightsEntry): Promise<boolean> {
  return right === 'ERASE' && (await context.environment.rights.erasure(subject)) !== null;
}
