import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import { keepsOptIns } from '../../sources/writing/optInStatement.js';
import { needsKept } from '../consents/consentParties.js';
import { subjectsInCare } from '../consents/publishedConsents.js';
import type { RequestContext } from '../context.js';
import { Advertising } from './Advertising.js';
import { advertisingOf } from './advertisingOf.js';
import { askerOf } from './askerOf.js';
import { Me } from './Me.js';
import { DATA_SUBJECTS, RIGHTS } from './ownRights.js';
import { ownSubject } from './ownSubject.js';

@Resolver(() => Me)
export class AdvertisingResolver {
  @Requires(RIGHTS)
  @FieldResolver(() => [Advertising], {
    nullable: true,
    description: 'Of the caller and the children in their care; empty for persons whom the Club never advertises to.',
  })
  async advertising(@Ctx() context: RequestContext): Promise<Advertising[]> {
    return advertisingOf(context, await subjectsInCare(context));
  }

  @Requires(RIGHTS)
  @Mutation(() => Advertising, {
    nullable: true,
    description:
      'A yes or a no to advertising, from the next request on. Any no counts; whose yes does depends on the age of the child (A2(1)-2d).',
  })
  async switchAdvertising(
    @Ctx() context: RequestContext,
    @Public() @Arg('on', () => Boolean) on: boolean,
    @Public()
    @Arg('about', () => ID, { nullable: true, description: 'A child of the caller; absent: the caller.' })
    about?: string,
  ): Promise<Advertising> {
    const { subject } = await ownSubject(context, about);
    const giver = context.caller.subject ?? subject;
    needsKept(context, giver);
    needsKept(context, subject);
    if (!keepsOptIns(subject)) {
      const message = 'NOT_ADVERTISED_TO: the Club advertises to guardians and children alone (A2(1)-2).';
      throw new NorenError('REFUSED', message, { reason: 'NOT_ADVERTISED_TO' });
    }
    const by = askerOf(context, DATA_SUBJECTS);
    await context.environment.rights.advertise({ subject, giver, by, state: on ? 'OPTED_IN' : 'OPTED_OUT' });
    const [now] = await advertisingOf(context, [subject]);
    if (now === undefined) throw new Error('A word on advertising vanished.');
    return now;
  }
}
