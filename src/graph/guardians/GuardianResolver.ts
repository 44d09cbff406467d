import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Public } from '../../../directives/public.js';
import { Subject } from '../../../directives/subject.js';
import { campaignEntryTable } from '../../sources/broadcaster/tables.js';
import { childOfGuardianTable } from '../../sources/club/childTable.js';
import { linkOfGuardianTable } from '../../sources/club/guardianLinkTables.js';
import { guardianTable } from '../../sources/club/guardianTable.js';
import { optInOfGuardianTable } from '../../sources/club/optInTables.js';
import { memberOfGuardianTable } from '../../sources/coop/memberTable.js';
import { CampaignEntry } from '../broadcaster/CampaignEntry.js';
import { Child } from '../children/Child.js';
import { AdvertisingOptIn } from '../consents/AdvertisingOptIn.js';
import type { RequestContext } from '../context.js';
import { Member } from '../members/Member.js';
import { equals, given } from '../paging/conditions.js';
import { connectionOf } from '../paging/connectionOf.js';
import { personConditions } from '../paging/PersonFilter.js';
import { personOrder, PersonOrderEnum, type PersonOrder } from '../paging/personOrder.js';
import { ownOrder, readPage } from '../paging/readPage.js';
import { ofParent } from '../rows/ofParent.js';
import { readOne } from '../rows/readOne.js';
import type { Row } from '../rows/row.js';
import { audienceMembers } from './audienceMembers.js';
import { Guardian } from './Guardian.js';
import { GuardianFilter } from './GuardianFilter.js';
import { GuardianLink } from './GuardianLink.js';

const GuardianConnection = connectionOf('Guardian', () => Guardian);

@Resolver(() => Guardian)
export class GuardianResolver {
  @Subject({ kind: 'GUARDIAN' })
  @Query(() => GuardianConnection, { nullable: true })
  async guardians(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Public() @Arg('where', () => GuardianFilter, { nullable: true }) where?: GuardianFilter,
    @Public() @Arg('orderBy', () => [PersonOrderEnum], { nullable: true }) orderBy?: PersonOrder[],
  ) {
    const filter = where ?? {};
    const audience = where?.audience;
    const chosen = typeof audience === 'string' ? await audienceMembers(context, audience) : null;
    const source = {
      table: guardianTable,
      where: [
        ...personConditions('g', filter),
        ...given(
          equals('g.member_code', where?.memberCode, 'text'),
          chosen === null ? null : (parameters) => `g.id = ANY(${parameters.add(chosen, 'int4[]')})`,
        ),
      ],
      order: personOrder('g', orderBy),
    };
    return readPage(context, info, source, { first, after, where, orderBy });
  }

  @Subject({ kind: 'GUARDIAN' })
  @Query(() => Guardian, { nullable: true })
  guardian(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Public() @Arg('id', () => ID) id: string,
  ) {
    return readOne(context, info, { table: guardianTable, type: 'Guardian', id });
  }

  @Subject({ kind: 'CHILD_PARTICIPANT' })
  @FieldResolver(() => [Child], { nullable: true, description: 'Children with an active guardian link.' })
  children(@Root() guardian: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(guardian, info, {
      table: childOfGuardianTable,
      column: 'l.guardian_id',
      type: 'int4',
      parentValue: (parent) => parent.$key,
      order: (seed) => ownOrder('c.id', seed),
    });
  }

  @Personal({ category: 'UNLISTED' })
  @Subject({ inherits: true })
  @FieldResolver(() => [GuardianLink], { nullable: true, description: 'All, also ended ones.' })
  guardianLinks(@Root() guardian: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(guardian, info, ofParent(linkOfGuardianTable));
  }

  @Personal({ category: 'UNLISTED' })
  @Subject({ inherits: true })
  @FieldResolver(() => [AdvertisingOptIn], { nullable: true })
  advertisingOptIns(@Root() guardian: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(guardian, info, ofParent(optInOfGuardianTable));
  }

  @Personal({ category: 'UNLISTED' })
  @Subject({ inherits: true })
  @FieldResolver(() => [CampaignEntry], { nullable: true })
  campaignEntries(@Root() guardian: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(guardian, info, ofParent(campaignEntryTable));
  }

  @Personal({ category: 'MEMBER_CODE', reveals: 'PSEUDONYMISED' })
  @Subject({ inherits: true })
  @FieldResolver(() => Member, { nullable: true, description: "The co-op's record of the same person." })
  member(@Root() guardian: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.relatedOne(guardian, info, {
      table: memberOfGuardianTable,
      column: 'm.member_code',
      type: 'text',
      parentValue: (parent) => parent['$memberCode'] as string | null,
      inherits: true,
    });
  }
}
