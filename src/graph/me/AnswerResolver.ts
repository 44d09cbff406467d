import { Ctx, FieldResolver, Resolver } from 'type-graphql';
import { Requires } from '../../../directives/requires.js';
import { Consent } from '../consents/Consent.js';
import { consentsOf } from '../consents/publishedConsents.js';
import type { RequestContext } from '../context.js';
import { Inquiry } from './Inquiry.js';
import { inquiryOf } from './inquiryOf.js';
import { Me } from './Me.js';
import { RIGHTS } from './ownRights.js';

/** What the Club tells a person besides the data themselves. */
@Resolver(() => Me)
export class AnswerResolver {
  @Requires(RIGHTS)
  @FieldResolver(() => [Consent], {
    nullable: true,
    description: 'Of the caller and the children in their care, each with what it means; `switchConsent` turns it.',
  })
  async consents(@Ctx() context: RequestContext): Promise<Consent[]> {
    return consentsOf(context);
  }

  @Requires(RIGHTS)
  @FieldResolver(() => Inquiry, { nullable: true })
  inquiry(@Ctx() { caller, policy, language }: RequestContext): Inquiry | null {
    return caller.subject === undefined ? null : inquiryOf(policy, caller.subject.kind, language);
  }
}
