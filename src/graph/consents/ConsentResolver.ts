import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';
import type { RequestContext } from '../context.js';
import { RIGHTS } from '../me/ownRights.js';
import { Consent, ConsentInput } from './Consent.js';
import { consentParties, isActiveGuardian } from './consentParties.js';

const CHANNEL = 'MEMBER_PAGE';

@Resolver()
export class ConsentResolver {
  @Requires(RIGHTS)
  @Query(() => [Consent], {
    nullable: true,
    description: 'All that is recorded about the caller and the children in their care.',
  })
  async consents(@Ctx() context: RequestContext): Promise<Consent[]> {
    const { subject } = context.caller;
    if (subject === undefined) return [];
    const children = subject.kind === 'GUARDIAN' ? await childrenInCare(context, subject.reference) : [];
    const found = await context.environment.consents.recordsOf([subject, ...children]);
    return found.map((consent) => published(context, consent));
  }

  @Requires(RIGHTS)
  @Mutation(() => Consent, {
    nullable: true,
    description: 'Says yes. Whether it counts depends on the age of the child (A4-3).',
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
    return published(context, await context.environment.consents.grant(granting));
  }

  @Requires(RIGHTS)
  @Mutation(() => Consent, { nullable: true, description: "Says no. It outweighs every other giver's yes." })
  async refuseConsent(
    @Ctx() context: RequestContext,
    @Public() @Arg('input', () => ConsentInput) { childId, ...said }: ConsentInput,
  ): Promise<Consent> {
    const parties = await consentParties(context, childId);
    return published(
      context,
      await context.environment.consents.refuse({ ...said, ...parties, channel: CHANNEL, trail: context.trail }),
    );
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
    const { subject: own } = context.caller;
    const consent = await context.environment.consents.find(consentId);
    const relation = own === undefined || consent === null ? null : await relationTo(context, consent);
    if (own === undefined || relation === null) {
      throw new NorenError('REFUSED', 'Mutation.withdrawConsent(consentId:): not a consent of the caller (A6-2).');
    }
    const by = { ...own, relation, ageAtEvent: null };
    return published(
      context,
      await context.environment.consents.withdraw({ consentId, by, channel: CHANNEL, trail: context.trail }),
    );
  }
}

/** As whom the caller may speak about the subject of a consent; null: not at all. */
async function relationTo(
  context: RequestContext,
  { subject }: RegisteredConsent,
): Promise<'SELF' | 'GUARDIAN' | null> {
  const { subject: own } = context.caller;
  if (own === undefined) return null;
  if (own.kind === subject.kind && own.reference === subject.reference) return 'SELF';
  const isChild = own.kind === 'GUARDIAN' && subject.kind === 'CHILD_PARTICIPANT';
  return isChild && (await isActiveGuardian(context, own.reference, subject.reference)) ? 'GUARDIAN' : null;
}

async function childrenInCare(context: RequestContext, guardian: number) {
  const { rows } = await context.environment.sources.club.pool.query<{ child_id: number }>(
    "SELECT child_id FROM guardian_links WHERE guardian_id = $1 AND state = 'ACTIVE' AND NOT harm_flag ORDER BY child_id",
    [guardian],
  );
  return rows.map((row) => ({ kind: 'CHILD_PARTICIPANT' as const, reference: row.child_id }));
}

function published(context: RequestContext, consent: RegisteredConsent): Consent {
  const { subject, giver } = consent;
  const type = subject.kind === 'CHILD_PARTICIPANT' ? 'Child' : subject.kind === 'GUARDIAN' ? 'Guardian' : null;
  return {
    id: consent.id,
    subjectKind: subject.kind,
    subjectId: type === null ? null : context.globalIds.encode(type, subject.reference),
    givenAs: giver.relation,
    purpose: consent.purpose,
    recipient: consent.recipient,
    categories: consent.categories,
    state: consent.state,
    decidedAt: consent.decidedAt.toISOString(),
    validUntil: consent.validUntil,
  };
}
