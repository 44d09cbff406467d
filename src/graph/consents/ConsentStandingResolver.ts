import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import type { RequestContext } from '../context.js';
import { RIGHTS } from '../me/ownRights.js';
import { consentParties } from './consentParties.js';
import { ConsentMatterInput, ConsentStanding } from './ConsentStanding.js';
import { matterStandings } from './consentStandings.js';

@Resolver()
export class ConsentStandingResolver {
  @Requires(RIGHTS)
  @Query(() => [ConsentStanding], {
    nullable: true,
    description:
      'What a recipient may be given on consent now, of the caller or a child in their care, and why no more.',
  })
  async consentStanding(
    @Ctx() context: RequestContext,
    @Public() @Arg('matter', () => ConsentMatterInput) { childId, purpose, recipient, categories }: ConsentMatterInput,
  ): Promise<readonly ConsentStanding[]> {
    if (context.policy.organisations[recipient] === undefined)
      throw new NorenError('BAD_INPUT', 'matter.recipient: is no organisation of the policy (A2(2)-1)');
    const { subject } = await consentParties(context, childId);
    return matterStandings(context, subject, { purpose, recipient, categories: [...new Set(categories)] });
  }
}
