import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Public } from '../../../directives/public.js';
import { Subject } from '../../../directives/subject.js';
import { activeOn } from '../../sources/club/activeOn.js';
import { childTable } from '../../sources/club/childTable.js';
import { linkOfChildTable } from '../../sources/club/guardianLinkTables.js';
import { guardianOfChildTable } from '../../sources/club/guardianTable.js';
import { enrolmentTable } from '../../sources/club/lessonTables.js';
import { optInOfChildTable } from '../../sources/club/optInTables.js';
import { todayParameter } from '../../sources/personColumns.js';
import { AdvertisingOptIn } from '../consents/AdvertisingOptIn.js';
import type { RequestContext } from '../context.js';
import { Guardian } from '../guardians/Guardian.js';
import { GuardianLink } from '../guardians/GuardianLink.js';
import { Enrolment } from '../lessons/Enrolment.js';
import type { Condition } from '../paging/conditions.js';
import { connectionOf } from '../paging/connectionOf.js';
import { personConditions } from '../paging/PersonFilter.js';
import { personOrder, PersonOrderEnum, type PersonOrder } from '../paging/personOrder.js';
import { ownOrder, readPage } from '../paging/readPage.js';
import { ofParent } from '../rows/ofParent.js';
import { readOne } from '../rows/readOne.js';
import type { Row } from '../rows/row.js';
import { Child } from './Child.js';
import { ChildFilter } from './ChildFilter.js';

const ChildConnection = connectionOf('Child', () => Child);

function inClass(context: RequestContext, classId: string | undefined): readonly Condition[] {
  if (classId === undefined || classId === null) return [];
  const key = context.globalIds.decode('Class', classId) ?? -1;
  return [
    (parameters, facts) =>
      `EXISTS (SELECT FROM enrolments fe WHERE fe.child_id = c.id AND ${activeOn('fe', 'enrolled_on', todayParameter(parameters, facts))} AND fe.class_id = ${parameters.add(key, 'int4')})`,
  ];
}

@Resolver(() => Child)
export class ChildResolver {
  @Subject({ kind: 'CHILD_PARTICIPANT' })
  @Query(() => ChildConnection, { nullable: true })
  children(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Public() @Arg('where', () => ChildFilter, { nullable: true }) where?: ChildFilter,
    @Public() @Arg('orderBy', () => [PersonOrderEnum], { nullable: true }) orderBy?: PersonOrder[],
  ) {
    const source = {
      table: childTable,
      where: [...personConditions('c', where ?? {}), ...inClass(context, where?.classId)],
      order: personOrder('c', orderBy),
    };
    return readPage(context, info, source, { first, after, where, orderBy });
  }

  @Subject({ kind: 'CHILD_PARTICIPANT' })
  @Query(() => Child, { nullable: true })
  child(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo, @Public() @Arg('id', () => ID) id: string) {
    return readOne(context, info, { table: childTable, type: 'Child', id });
  }

  @Subject({ kind: 'GUARDIAN' })
  @FieldResolver(() => [Guardian], { nullable: true, description: 'Guardians with an active link.' })
  guardians(@Root() child: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(child, info, {
      table: guardianOfChildTable,
      column: 'l.child_id',
      type: 'int4',
      parentValue: (parent) => parent.$key,
      order: (seed) => ownOrder('g.id', seed),
    });
  }

  @Personal({ category: 'UNLISTED' })
  @Subject({ inherits: true })
  @FieldResolver(() => [Enrolment], { nullable: true })
  enrolments(@Root() child: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(child, info, {
      table: enrolmentTable,
      column: 'e.child_id',
      type: 'int4',
      parentValue: (parent) => parent.$key,
      order: (seed) => [{ expression: 'e.enrolled_on', direction: 'DESC', type: 'date' }, ...ownOrder('e.id', seed)],
      inherits: true,
    });
  }

  @Personal({ category: 'UNLISTED' })
  @Subject({ inherits: true })
  @FieldResolver(() => [GuardianLink], { nullable: true, description: 'All, also ended ones.' })
  guardianLinks(@Root() child: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(child, info, ofParent(linkOfChildTable));
  }

  @Personal({ category: 'UNLISTED' })
  @Subject({ inherits: true })
  @FieldResolver(() => [AdvertisingOptIn], { nullable: true })
  advertisingOptIns(@Root() child: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(child, info, ofParent(optInOfChildTable));
  }
}
