import { Arg, Ctx, FieldResolver, ID, Mutation, registerEnumType, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import type { RequestContext } from '../context.js';
import { enumObject } from '../types/enums.js';
import { askerOf } from './askerOf.js';
import { Erasure, publishedErasure } from './Erasure.js';
import { Me } from './Me.js';
import { needsFreshSignIn } from './needsFreshSignIn.js';
import { DATA_SUBJECTS, RIGHTS } from './ownRights.js';
import { ownSubject } from './ownSubject.js';

const STOPS = ['STOP_USE', 'STOP_PROVISION'] as const;
type Stop = (typeof STOPS)[number];
const StopEnum = enumObject(STOPS);
registerEnumType(StopEnum, { name: 'Stop', description: 'Of all use, or of provision to others than the Club.' });
export const STOP_ENUMS = ['Stop'] as const;

const ABOUT = { nullable: true, description: 'A child of the caller; absent: the caller.' } as const;

@Resolver(() => Me)
export class ErasureResolver {
  @Requires(RIGHTS)
  @Mutation(() => Erasure, {
    nullable: true,
    description: 'From the next request on nobody sees the person. Takes a sign-in of the last minutes (A6-3d).',
  })
  async eraseMine(
    @Ctx() context: RequestContext,
    @Public() @Arg('about', () => ID, ABOUT) about?: string,
  ): Promise<Erasure> {
    const { subject, lifeStage, actingAs } = await ownSubject(context, about);
    const isYoung = lifeStage === 'UNDER_16' || lifeStage === 'UNKNOWN';
    if (actingAs === 'SELF' && isYoung) {
      const message = 'AT_THE_DESK: below 16 a guardian asks, or the desk helps; the use can be stopped here (A6-4b).';
      throw new NorenError('REFUSED', message, { reason: 'AT_THE_DESK' });
    }
    needsFreshSignIn(context, 'Mutation.eraseMine');
    const wish = { cause: 'REQUEST', by: askerOf(context, DATA_SUBJECTS), caseKey: null } as const;
    return publishedErasure(await context.environment.rights.erase(subject, wish));
  }

  @Requires(RIGHTS)
  @Mutation(() => Boolean, {
    nullable: true,
    description: "From the next request on. A child's word counts at any age. True: it was not stopped before (A6-3e).",
  })
  async stopMine(
    @Ctx() context: RequestContext,
    @Public() @Arg('what', () => StopEnum) what: Stop,
    @Public() @Arg('about', () => ID, ABOUT) about?: string,
  ): Promise<boolean> {
    const { subject } = await ownSubject(context, about);
    const raising = { flag: what, by: askerOf(context, DATA_SUBJECTS), caseKey: null };
    return context.environment.rights.stop(subject, raising);
  }

  @Requires(RIGHTS)
  @FieldResolver(() => Erasure, { nullable: true, description: 'Null: nobody asked for it.' })
  async erasure(@Ctx() context: RequestContext): Promise<Erasure | null> {
    const { subject } = context.caller;
    const found = subject === undefined ? null : await context.environment.rights.erasure(subject);
    return found === null ? null : publishedErasure(found);
  }
}
