import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';
import type { RequestContext } from '../context.js';
import { RIGHTS } from '../me/ownRights.js';
import { lifeStageOf } from '../me/ownSubject.js';
import { answerConsentRequests, askForConsent } from './askForConsent.js';
import { Consent, ConsentInput, RenewalInput } from './Consent.js';
import { hasEnded, isYes } from './consentMeaning.js';
import { needsLiving } from './isDeceased.js';
import { ageOfChild, consentParties, isActiveGuardian, needsKept } from './consentParties.js';
import { consentsOf, published, subjectsInCare } from './publishedConsents.js';
import { sameSubject } from '../../policy/sameSubject.js';

const CHANNEL = 'MEMBER_PAGE';

@Resolver()
export class ConsentResolver {
  @Requires(RIGHTS)
  @Query(() => [Consent], {
    nullable: true,
    description: 'All that is recorded about the caller and the children in their care.',
  })
  async consents(@Ctx() context: RequestContext): Promise<Consent[]> {
    return consentsOf(context, await subjectsInCare(context));
  }

  @Requires(RIGHTS)
  @Mutation(() => Consent, {
    nullable: true,
    description:
      'Says yes. Whether it counts depends on the age of the child; whose yes is missing is asked on their page (A4-3, A2(1)-4).',
  })
  async grantConsent(
    @Ctx() context: RequestContext,
    @Public() @Arg('input', () => ConsentInput) { childId, ...said }: ConsentInput,
  ): Promise<Consent> {
    const parties = await consentParties(context, childId);
    const granting = {
      ...said,
      ...parties,
      channel: CHANNEL,
      validUntil: said.validUntil ?? null,
      trail: context.trail,
    };
    const granted = await context.environment.consents.grant(granting);
    await answerConsentRequests(context, granted);
    await askForConsent(context, granted);
    return published(context, granted);
  }

  @Requires(RIGHTS)
  @Mutation(() => Consent, { nullable: true, description: "Says no. It outweighs every other giver's yes." })
  async refuseConsent(
    @Ctx() context: RequestContext,
    @Public() @Arg('input', () => ConsentInput) { childId, ...said }: ConsentInput,
  ): Promise<Consent> {
    const parties = await consentParties(context, childId);
    const refusing = { ...said, ...parties, channel: CHANNEL, trail: context.trail };
    const refused = await context.environment.consents.refuse(refusing);
    await answerConsentRequests(context, refused);
    return published(context, refused);
  }

  @Requires(RIGHTS)
  @Mutation(() => Consent, {
    nullable: true,
    description: 'Takes a yes back: by its giver, the subject, or a guardian of the subject.',
  })
  async withdrawConsent(
    @Ctx() context: RequestContext,
    @Public() @Arg('consentId', () => ID) consentId: string,
  ): Promise<Consent> {
    const { by } = await spokenFor(context, consentId, 'withdrawConsent');
    const withdrawing = { consentId, by, channel: CHANNEL, trail: context.trail };
    return published(context, await context.environment.consents.withdraw(withdrawing));
  }

  @Requires(RIGHTS)
  @Mutation(() => Consent, {
    nullable: true,
    description:
      'Its giver says the same yes again, to the text of now and until another day; also once it has expired.',
  })
  async renewConsent(
    @Ctx() context: RequestContext,
    @Public() @Arg('consentId', () => ID) consentId: string,
    @Public() @Arg('input', () => RenewalInput) { textVersion, language, validUntil }: RenewalInput,
  ): Promise<Consent> {
    const { consent, by } = await spokenFor(context, consentId, 'renewConsent');
    needsKept(context, consent.subject);
    const said = { textVersion, language, validUntil: validUntil ?? null };
    const renewing = { ...said, consentId, by, channel: CHANNEL, trail: context.trail };
    const renewed = await context.environment.consents.renew(renewing);
    await answerConsentRequests(context, renewed);
    return published(context, renewed);
  }

  @Requires(RIGHTS)
  @Mutation(() => Consent, {
    nullable: true,
    description:
      'Off: takes the yes back. On: says yes again to the same, until the same day, as the same text has it. From the next request on.',
  })
  async switchConsent(
    @Ctx() context: RequestContext,
    @Public() @Arg('consentId', () => ID) consentId: string,
    @Public() @Arg('on', () => Boolean) on: boolean,
  ): Promise<Consent> {
    const { consent, by } = await spokenFor(context, consentId, 'switchConsent');
    const { trail } = context;
    const { consents } = context.environment;
    if (!on) return published(context, await consents.withdraw({ consentId, by, channel: CHANNEL, trail }));
    needsKept(context, consent.subject);
    if (isYes(consent) && !hasEnded(consent, context.today))
      throw new NorenError('BAD_INPUT', 'consentId: the consent is on already');
    if (hasEnded(consent, context.today)) {
      const message =
        'EXPIRED: the consent was given until a day that is over. Say it anew: renewConsent, grantConsent (A4-3).';
      throw new NorenError('REFUSED', message, { reason: 'EXPIRED' });
    }
    const again = { ...consent, giver: by, channel: CHANNEL, trail };
    return published(context, await consents.grant(again));
  }
}

/** The consent, and the caller as who speaks about it. @throws NorenError REFUSED alike for another's and for none */
async function spokenFor(context: RequestContext, consentId: string, field: string) {
  const { subject: own } = context.caller;
  if (own !== undefined) await needsLiving(context, own);
  const consent = await context.environment.consents.find(consentId);
  const relation = own === undefined || consent === null ? null : await relationTo(context, consent);
  if (own === undefined || consent === null || relation === null) {
    throw new NorenError('REFUSED', `Mutation.${field}(consentId:): not a consent of the caller (A6-2).`);
  }
  const ageAtEvent = own.kind === 'CHILD_PARTICIPANT' ? await ageOfChild(context, own.reference) : null;
  return { consent, by: { ...own, relation, ageAtEvent } };
}

/** As whom the caller may speak about the subject of a consent; null: not at all. */
async function relationTo(
  context: RequestContext,
  { subject }: RegisteredConsent,
): Promise<'SELF' | 'GUARDIAN' | null> {
  const { subject: own } = context.caller;
  if (own === undefined) return null;
  if (sameSubject(own, subject)) return 'SELF';
  const isChild = own.kind === 'GUARDIAN' && subject.kind === 'CHILD_PARTICIPANT';
  if (!isChild || !(await isActiveGuardian(context, own.reference, subject.reference))) return null;
  // A grown-up alone speaks about the own data.
  return (await lifeStageOf(context, subject)) === 'ADULT' ? null : 'GUARDIAN';
}
