import { Args, Ctx, FieldResolver, Resolver } from 'type-graphql';
import { Requires } from '../../../directives/requires.js';
import { Consent } from '../consents/Consent.js';
import { consentsOf, subjectsInCare } from '../consents/publishedConsents.js';
import type { RequestContext } from '../context.js';
import { DisclosurePage, DisclosuresArguments } from './Disclosure.js';
import { disclosuresOfMine } from './disclosuresOfMine.js';
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
    return consentsOf(context, await subjectsInCare(context));
  }

  @Requires(RIGHTS)
  @FieldResolver(() => DisclosurePage, {
    nullable: true,
    description:
      'Who got what of the caller and the children in their care, when, for what and on which clause (APPI 33(5)).',
  })
  async disclosures(@Args() page: DisclosuresArguments, @Ctx() context: RequestContext): Promise<DisclosurePage> {
    return disclosuresOfMine(context, await subjectsInCare(context), page);
  }

  @Requires(RIGHTS)
  @FieldResolver(() => Inquiry, { nullable: true })
  inquiry(@Ctx() { caller, policy, language }: RequestContext): Inquiry | null {
    return caller.subject === undefined ? null : inquiryOf(policy, caller.subject.kind, language);
  }
}
