import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import { acceptFee, withdrawRight } from '../../registry/registers/answerRights.js';
import { rightsCaseRegister, type Right } from '../../registry/registers/rightsCase.js';
import { isDeceased } from '../consents/isDeceased.js';
import { subjectsInCare } from '../consents/publishedConsents.js';
import type { RequestContext } from '../context.js';
import { askerOf } from '../me/askerOf.js';
import { Me } from '../me/Me.js';
import { isFreshSignIn } from '../me/needsFreshSignIn.js';
import { DATA_SUBJECTS, RIGHTS } from '../me/ownRights.js';
import { ownSubject } from '../me/ownSubject.js';
import { needsOwn } from '../registers/clubKnowledge.js';
import { requestsOf } from './requestsOf.js';
import { OwnRightEnum, publishedRequest, RightsRequest } from './RightsRequest.js';

/** A child's no counts at any age; for the rest a child below 16 turns to a guardian or the desk. */
const BELOW_16: readonly Right[] = ['STOP_USE', 'STOP_PROVISION', 'WITHDRAW_CONSENT'];

/** Their page takes a sign-in of the last minutes; an older one asks all the same, and the desk finds out who it is (A6-4a). */
const WITH_FRESH_SIGN_IN: readonly Right[] = ['ERASE', 'RECTIFY'];

@Resolver(() => Me)
export class OwnRequestResolver {
  @Requires(RIGHTS)
  @Mutation(() => RightsRequest, {
    nullable: true,
    description:
      'For what the page does not do by itself. The sign-in verifies who asks, of ERASE and RECTIFY one of the last minutes; answered within 14 days (A6-5).',
  })
  async requestRight(
    @Ctx() context: RequestContext,
    @Public() @Arg('right', () => OwnRightEnum) right: Right,
    @Public()
    @Arg('about', () => ID, { nullable: true, description: 'A child of the caller; absent: the caller.' })
    about?: string,
  ): Promise<RightsRequest> {
    const { subject, actingAs, lifeStage } = await ownSubject(context, about);
    const requestedBy = context.caller.subject ?? subject;
    const isYoung = lifeStage === 'UNDER_16' || lifeStage === 'UNKNOWN';
    if (actingAs === 'SELF' && isYoung && !BELOW_16.includes(right)) {
      throw new NorenError('REFUSED', 'AT_THE_DESK: below 16 a guardian asks, or the desk helps (A6-4b).');
    }
    const register = { ...rightsCaseRegister, recorders: DATA_SUBJECTS, accountableOnly: false };
    const isVerified = !WITH_FRESH_SIGN_IN.includes(right) || isFreshSignIn(context);
    const verification = isVerified ? ({ method: 'MEMBER_PAGE', document: context.requestId } as const) : null;
    const payload = {
      subject,
      right,
      requestedBy,
      receivedOn: context.today,
      channel: 'MEMBER_PAGE',
      verification,
      actingAs,
    } as const;
    const recorded = await context.environment.registers.record(register, {
      payload,
      recorder: askerOf(context, DATA_SUBJECTS),
    });
    return publishedRequest(context, recorded);
  }

  @Requires(RIGHTS)
  @Mutation(() => RightsRequest, {
    nullable: true,
    description: 'The requester agrees to a fee; before that nothing is done.',
  })
  async acceptFee(@Ctx() context: RequestContext, @Public() @Arg('key', () => ID) key: string): Promise<RightsRequest> {
    const step = await ownStep(context, key);
    return publishedRequest(context, await acceptFee(context.environment.registers, { ...step, proof: null }));
  }

  @Requires(RIGHTS)
  @Mutation(() => RightsRequest, { nullable: true, description: 'The requester takes an open request back.' })
  async withdrawRequest(
    @Ctx() context: RequestContext,
    @Public() @Arg('key', () => ID) key: string,
  ): Promise<RightsRequest> {
    const step = await ownStep(context, key);
    return publishedRequest(context, await withdrawRight(context.environment.registers, step));
  }

  @Requires(RIGHTS)
  @FieldResolver(() => [RightsRequest], {
    nullable: true,
    description:
      'About the caller, and those that the caller made for the children in their care or as an agent (A6-5).',
  })
  async requests(@Ctx() context: RequestContext): Promise<RightsRequest[]> {
    const { subject } = context.caller;
    if (subject === undefined || (await isDeceased(context, subject))) return [];
    return requestsOf(context, subject, await subjectsInCare(context));
  }
}

/** @throws NorenError REFUSED alike for another's request and for none */
async function ownStep(context: RequestContext, key: string) {
  const [found] = await context.environment.registers.latest(rightsCaseRegister, { key });
  const requestedBy = found?.payload.requestedBy ?? null;
  if (requestedBy === null) throw new NorenError('REFUSED', 'NOT_OWN_DATA: not a request of the caller (A6-2).');
  await needsOwn(context, requestedBy);
  return { key, recorder: askerOf(context, DATA_SUBJECTS), roles: DATA_SUBJECTS };
}
