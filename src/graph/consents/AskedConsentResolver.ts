import { Ctx, Query, Resolver } from 'type-graphql';
import { Requires } from '../../../directives/requires.js';
import type { RequestContext } from '../context.js';
import { RIGHTS } from '../me/ownRights.js';
import { AskedConsent } from './AskedConsent.js';
import { askedConsents } from './askedConsents.js';

@Resolver()
export class AskedConsentResolver {
  @Requires(RIGHTS)
  @Query(() => [AskedConsent], {
    nullable: true,
    description: 'What waits for a yes or a no of the caller, for themselves or a child in their care.',
  })
  async askedConsents(@Ctx() context: RequestContext): Promise<AskedConsent[]> {
    return askedConsents(context);
  }
}
