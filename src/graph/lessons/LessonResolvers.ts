import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Public } from '../../../directives/public.js';
import { Subject } from '../../../directives/subject.js';
import { inForce, staffOfClassTable } from '../../sources/broadcaster/tables.js';
import { attendanceTable, classOfCourseTable, classTable, courseTable } from '../../sources/club/lessonTables.js';
import { Staff } from '../broadcaster/Staff.js';
import type { RequestContext } from '../context.js';
import { equals, given, isOneOf } from '../paging/conditions.js';
import { connectionOf } from '../paging/connectionOf.js';
import { ownOrder, readPage } from '../paging/readPage.js';
import { joined } from '../rows/joined.js';
import { ofParent } from '../rows/ofParent.js';
import { readOne } from '../rows/readOne.js';
import type { Row } from '../rows/row.js';
import { Attendance } from './Attendance.js';
import { ClubClass } from './ClubClass.js';
import { Course } from './Course.js';
import { Enrolment } from './Enrolment.js';
import { ClassFilter, CourseFilter } from './LessonFilters.js';

const CourseConnection = connectionOf('Course', () => Course);
const ClassConnection = connectionOf('Class', () => ClubClass);

@Resolver(() => Course)
export class CourseResolver {
  @Public()
  @Query(() => CourseConnection, { nullable: true })
  courses(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Public() @Arg('where', () => CourseFilter, { nullable: true }) where?: CourseFilter,
  ) {
    const order = [{ expression: 'co.code', direction: 'ASC', type: 'text' }] as const;
    const source = { table: courseTable, where: given(isOneOf('co.level', where?.level)), order };
    return readPage(context, info, source, { first, after, where });
  }

  @Public()
  @Query(() => Course, { nullable: true })
  course(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo, @Public() @Arg('id', () => ID) id: string) {
    return readOne(context, info, { table: courseTable, type: 'Course', id });
  }

  @Public()
  @FieldResolver(() => [ClubClass], { nullable: true })
  classes(@Root() course: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(course, info, {
      table: classOfCourseTable,
      column: 'cl.course_id',
      type: 'int4',
      parentValue: (parent) => parent.$id,
      order: (seed) => [{ expression: 'cl.term', direction: 'DESC', type: 'text' }, ...ownOrder('cl.id', seed)],
    });
  }
}

@Resolver(() => ClubClass)
export class ClassResolver {
  @Public()
  @Query(() => ClassConnection, { nullable: true })
  classes(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number,
    @Arg('after', () => String, { nullable: true }) after?: string,
    @Public() @Arg('where', () => ClassFilter, { nullable: true }) where?: ClassFilter,
  ) {
    const course =
      where?.courseId === undefined ? undefined : (context.globalIds.decode('Course', where.courseId) ?? -1);
    const conditions = given(
      equals('cl.course_id', course, 'int4'),
      isOneOf('cl.term', where?.term),
      equals('cl.weekday', where?.weekday, 'int4'),
      isOneOf('cl.municipality_code', where?.municipality),
    );
    const order = [{ expression: 'cl.term', direction: 'DESC', type: 'text' }] as const;
    return readPage(context, info, { table: classTable, where: conditions, order }, { first, after, where });
  }

  @Public()
  @Query(() => ClubClass, { nullable: true })
  class(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo, @Public() @Arg('id', () => ID) id: string) {
    return readOne(context, info, { table: classTable, type: 'Class', id });
  }

  @Public()
  @FieldResolver(() => Course, { nullable: true })
  course(@Root() club: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.relatedOne(club, info, joined(courseTable, 'course'));
  }

  @Subject({ kind: 'OFFICER_OR_EMPLOYEE' })
  @FieldResolver(() => [Staff], { nullable: true, description: 'Assigned to the class today.' })
  staff(@Root() club: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(club, info, {
      table: staffOfClassTable,
      column: 'a.class_reference',
      type: 'int4',
      parentValue: (parent) => parent.$id,
      where: [inForce],
      order: (seed) => ownOrder('st.id', seed),
    });
  }
}

@Resolver(() => Enrolment)
export class EnrolmentResolver {
  @Personal({ category: 'UNLISTED' })
  @FieldResolver(() => ClubClass, { nullable: true })
  class(@Root() enrolment: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.relatedOne(enrolment, info, joined(classTable, 'class'));
  }

  @Personal({ category: 'UNLISTED' })
  @Subject({ inherits: true })
  @FieldResolver(() => [Attendance], { nullable: true })
  attendance(@Root() enrolment: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(enrolment, info, ofParent(attendanceTable));
  }
}
