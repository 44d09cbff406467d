import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import { sameSubject } from '../../policy/sameSubject.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';
import { DESK } from '../../registry/registers/answerRights.js';
import type { RightsCasePayload } from '../../registry/registers/rightsCase.js';
import { answerConsentRequests, askForConsent } from '../consents/askForConsent.js';
import { CaseConsentInput, DeskChannelEnum, type DeskChannel } from '../consents/CaseConsent.js';
import { Consent } from '../consents/Consent.js';
import { needsKept } from '../consents/consentParties.js';
import { consentsOf, published } from '../consents/publishedConsents.js';
import type { RequestContext } from '../context.js';
import { needsLiving } from '../consents/isDeceased.js';
import { caseGiver } from './caseGiver.js';
import { neededCase } from './neededCase.js';

const AT_THE_DESK = { roles: DESK, purposes: ['DATA_SUBJECT_RIGHTS'] } as const;

/** A word on consent on paper, at the desk or by telephone: of who asks in a verified open case of CONSENT, about its person (A4-3, A6-4b). */
@Resolver()
export class CaseConsentResolver {
  @Requires(AT_THE_DESK)
  @Query(() => [Consent], { nullable: true, description: 'All that is recorded about the person of the case.' })
  async consentsForCase(
    @Ctx() context: RequestContext,
    @Public() @Arg('key', () => ID) key: string,
  ): Promise<Consent[]> {
    const { subject } = await caseOf(context, key);
    return consentsOf(context, [subject]);
  }

  @Requires(AT_THE_DESK)
  @Mutation(() => Consent, {
    nullable: true,
    description: 'A yes of who asks. Whether it counts depends on the age of the child.',
  })
  async grantConsentForCase(
    @Ctx() context: RequestContext,
    @Public() @Arg('key', () => ID) key: string,
    @Public() @Arg('input', () => CaseConsentInput) input: CaseConsentInput,
  ): Promise<Consent> {
    const said = await saidIn(context, key);
    await needsLiving(context, said.subject);
    const validUntil = input.validUntil ?? null;
    const granted = await context.environment.consents.grant({ ...input, ...said, validUntil });
    await answerConsentRequests(context, granted);
    await askForConsent(context, granted);
    return published(context, granted);
  }

  @Requires(AT_THE_DESK)
  @Mutation(() => Consent, { nullable: true, description: "A no of who asks. It outweighs every other giver's yes." })
  async refuseConsentForCase(
    @Ctx() context: RequestContext,
    @Public() @Arg('key', () => ID) key: string,
    @Public() @Arg('input', () => CaseConsentInput) input: CaseConsentInput,
  ): Promise<Consent> {
    const refused = await context.environment.consents.refuse({ ...input, ...(await saidIn(context, key)) });
    await answerConsentRequests(context, refused);
    return published(context, refused);
  }

  @Requires(AT_THE_DESK)
  @Mutation(() => Consent, { nullable: true, description: 'Who asks takes one yes about the person back.' })
  async withdrawConsentForCase(
    @Ctx() context: RequestContext,
    @Public() @Arg('key', () => ID) key: string,
    @Public() @Arg('consentId', () => ID) consentId: string,
    @Public() @Arg('channel', () => DeskChannelEnum) channel: DeskChannel,
  ): Promise<Consent> {
    const payload = await caseOf(context, key);
    await needsAbout(context, consentId, payload);
    const by = await caseGiver(context, payload);
    const withdrawing = { consentId, by, channel, trail: context.trail };
    return published(context, await context.environment.consents.withdraw(withdrawing));
  }
}

async function caseOf(context: RequestContext, key: string): Promise<RightsCasePayload> {
  return (await neededCase(context, { key, rights: ['CONSENT'], clause: 'A4-3' })).payload;
}

async function saidIn(context: RequestContext, key: string) {
  const payload = await caseOf(context, key);
  needsKept(context, payload.subject);
  return { subject: payload.subject, giver: await caseGiver(context, payload), trail: context.trail };
}

/** @throws NorenError REFUSED alike for a consent about another person and for none */
async function needsAbout(context: RequestContext, consentId: string, { subject }: RightsCasePayload): Promise<void> {
  const found: RegisteredConsent | null = await context.environment.consents.find(consentId);
  if (found !== null && sameSubject(found.subject, subject)) return;
  throw new NorenError('REFUSED', 'consentId: not a consent about the person of the case (A6-2).');
}
