import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Public } from '../../../directives/public.js';
import { Subject } from '../../../directives/subject.js';
import { monthSql } from '../../disclosure/month.js';
import { NorenError } from '../../errors.js';
import { memberTable } from '../../sources/coop/memberTable.js';
import { purchaseTable } from '../../sources/coop/purchaseTable.js';
import type { RequestContext } from '../context.js';
import { equals, given } from '../paging/conditions.js';
import { connectionOf } from '../paging/connectionOf.js';
import { personConditions } from '../paging/PersonFilter.js';
import { personOrder, PersonOrderEnum, type PersonOrder } from '../paging/personOrder.js';
import { ownOrder, readPage } from '../paging/readPage.js';
import { readOne } from '../rows/readOne.js';
import type { Row } from '../rows/row.js';
import { Member } from './Member.js';
import { MemberFilter } from './MemberFilter.js';
import { Purchase } from './Purchase.js';

const MemberConnection = connectionOf('Member', () => Member);
const MOST_PURCHASES_IN_LISTS = 200;
/** Of one member: a person's whole history, as a copy takes it away (A6-3b). */
export const MOST_ON_THE_PAGE = 10_000;
/** Seven a day for thirty-five years. */
export const MOST_AT_THE_DESK = 90_000;
/** The one more tells a copy whether it has them all. */
const MOST_PURCHASES = MOST_AT_THE_DESK + 1;

@Resolver(() => Member)
export class MemberResolver {
  @Subject({ kind: 'COOP_MEMBER' })
  @Query(() => MemberConnection, { nullable: true })
  members(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Public() @Arg('where', () => MemberFilter, { nullable: true }) where?: MemberFilter,
    @Public() @Arg('orderBy', () => [PersonOrderEnum], { nullable: true }) orderBy?: PersonOrder[],
  ) {
    const source = {
      table: memberTable,
      where: [...personConditions('m', where ?? {}), ...given(equals('m.member_code', where?.memberCode, 'text'))],
      order: personOrder('m', orderBy),
    };
    return readPage(context, info, source, { first, after, where, orderBy });
  }

  @Subject({ kind: 'COOP_MEMBER' })
  @Query(() => Member, { nullable: true })
  member(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo, @Public() @Arg('id', () => ID) id: string) {
    return readOne(context, info, { table: memberTable, type: 'Member', id });
  }

  @Personal({ category: 'PURCHASE_HISTORY', reveals: 'GENERALISED' })
  @Subject({ inherits: true })
  @FieldResolver(() => [Purchase], {
    nullable: true,
    description: 'Latest months first; within a month in no telling order.',
  })
  purchases(
    @Root() member: Row,
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('first', () => Int, { defaultValue: 20 }) first: number,
  ) {
    const most = isInList(info.path) ? MOST_PURCHASES_IN_LISTS : MOST_PURCHASES;
    if (first < 1 || first > most)
      throw new NorenError('BAD_INPUT', `Member.purchases(first:) takes 1 to ${most} here.`);
    return context.rows.related(member, info, {
      table: purchaseTable,
      column: 'p.member_id',
      type: 'int4',
      parentValue: (parent) => parent.$id,
      order: (seed) => [
        { expression: monthSql('p.purchased_on'), direction: 'DESC', type: 'text' },
        ...ownOrder('p.id', seed),
      ],
      perParent: first,
      inherits: true,
    });
  }
}

function isInList({ prev, key }: GraphQLResolveInfo['path']): boolean {
  return typeof key === 'number' || (prev !== undefined && isInList(prev));
}
