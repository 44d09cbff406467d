import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import type { Role } from '../../policy/vocabulary.js';
import type { ChangeNotice as Stored } from '../../rights/changeNotices.js';
import { nameSubjects } from '../audit/nameSubjects.js';
import type { RequestContext } from '../context.js';
import { subjectId } from '../registers/subjectIds.js';
import { askerOf } from './askerOf.js';
import { DataCategoryEnum } from '../types/policyEnums.js';

const JOINT_USERS: readonly Role[] = ['COOP_STAFF', 'AFFILIATE_STAFF', 'OPERATOR_STAFF', 'SUBCONTRACTOR_STAFF'];
const JOINTLY = { roles: JOINT_USERS, purposes: ['CLUB_OPERATION'] } as const;

@Public()
@ObjectType({
  description:
    'A person whose data changed or are gone: what a joint user holds of them is to be read anew, or deleted.',
  simpleResolvers: true,
})
export class ChangeNotice {
  @Field(() => ID)
  id!: string;

  @Field(() => ID, { description: 'Of the person, as the caller knows them.' })
  about!: string;

  @Field(() => String, { description: 'CORRECTION or ERASURE.' })
  what!: string;

  @Field(() => [DataCategoryEnum])
  categories!: readonly string[];

  @Field(() => String, { description: 'UTC.' })
  noticedAt!: string;

  @Field(() => String, { nullable: true, description: 'UTC; null: still to be done.' })
  acknowledgedAt!: string | null;
}

/** Corrections and erasures reach joint users as a duty with an answer (A6-3c, A6-3d). */
@Resolver()
export class ChangeNoticeResolver {
  @Requires(JOINTLY)
  @Query(() => [ChangeNotice], { nullable: true, description: 'What the organisation has not acknowledged yet.' })
  async changeNotices(@Ctx() context: RequestContext): Promise<ChangeNotice[]> {
    const open = await context.environment.rights.openNotices(context.caller.organisation);
    nameSubjects(
      context,
      'ChangeNotice.about',
      open.map(({ subject }) => subject),
    );
    return open.map((notice) => published(context, notice));
  }

  @Requires(JOINTLY)
  @Mutation(() => ChangeNotice, {
    nullable: true,
    description: 'The organisation holds the new value, or nothing any more.',
  })
  async acknowledgeChange(
    @Ctx() context: RequestContext,
    @Public() @Arg('id', () => ID) workId: string,
  ): Promise<ChangeNotice> {
    const { organisation } = context.caller;
    const by = askerOf(context, JOINT_USERS);
    return published(context, await context.environment.rights.acknowledge({ workId, organisation, by }));
  }
}

function published(context: RequestContext, notice: Stored): ChangeNotice {
  return {
    id: notice.workId,
    about: subjectId(context, notice.subject),
    what: notice.what,
    categories: notice.categories,
    noticedAt: notice.noticedAt.toISOString(),
    acknowledgedAt: notice.acknowledgedAt?.toISOString() ?? null,
  };
}
