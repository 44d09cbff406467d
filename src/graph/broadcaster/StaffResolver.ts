import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Resolver, Root } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Subject } from '../../../directives/subject.js';
import { assignmentTable, sessionTable } from '../../sources/broadcaster/tables.js';
import { classTable } from '../../sources/club/lessonTables.js';
import type { RequestContext } from '../context.js';
import { ClubClass } from '../lessons/ClubClass.js';
import { joined } from '../rows/joined.js';
import { ofParent } from '../rows/ofParent.js';
import type { Row } from '../rows/row.js';
import { Staff } from './Staff.js';
import { Assignment, ClassSession } from './StaffWork.js';

@Resolver(() => Staff)
export class StaffResolver {
  @Personal({ category: 'UNLISTED' })
  @Subject({ inherits: true })
  @FieldResolver(() => [Assignment], { nullable: true })
  assignments(@Root() staff: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(staff, info, ofParent(assignmentTable));
  }

  @Personal({ category: 'UNLISTED' })
  @Subject({ inherits: true })
  @FieldResolver(() => [ClassSession], { nullable: true })
  sessions(@Root() staff: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.related(staff, info, ofParent(sessionTable));
  }
}

@Resolver(() => Assignment)
export class AssignmentResolver {
  @Personal({ category: 'UNLISTED' })
  @FieldResolver(() => ClubClass, { nullable: true })
  class(@Root() assignment: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.relatedOne(assignment, info, joined(classTable, 'class'));
  }
}

@Resolver(() => ClassSession)
export class ClassSessionResolver {
  @Personal({ category: 'UNLISTED' })
  @FieldResolver(() => ClubClass, { nullable: true })
  class(@Root() session: Row, @Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return context.rows.relatedOne(session, info, joined(classTable, 'class'));
  }
}
