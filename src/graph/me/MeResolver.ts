import type { GraphQLResolveInfo } from 'graphql';
import { Ctx, FieldResolver, Info, Query, Resolver } from 'type-graphql';
import { Requires } from '../../../directives/requires.js';
import { Subject } from '../../../directives/subject.js';
import { staffTable } from '../../sources/broadcaster/tables.js';
import { childTable } from '../../sources/club/childTable.js';
import { guardianTable } from '../../sources/club/guardianTable.js';
import { employeeTable } from '../../sources/coop/employeeTable.js';
import { memberTable } from '../../sources/coop/memberTable.js';
import { supplierContactTable } from '../../sources/coop/supplierContactTable.js';
import { Staff } from '../broadcaster/Staff.js';
import { Child } from '../children/Child.js';
import type { RequestContext } from '../context.js';
import { Employee } from '../coop/Employee.js';
import { SupplierContact } from '../coop/SupplierContact.js';
import { Guardian } from '../guardians/Guardian.js';
import { Member } from '../members/Member.js';
import { readOwn } from '../rows/readOwn.js';
import { Me } from './Me.js';
import { RIGHTS } from './ownRights.js';

/** One field a kind of subject: each is null but that of the caller's own kind. The forms are those of the rules D01 to D04. */
@Resolver(() => Me)
export class MeResolver {
  @Requires(RIGHTS)
  @Query(() => Me, { nullable: true })
  me(@Ctx() { caller }: RequestContext): Me {
    return { kind: caller.subject?.kind ?? null };
  }

  @Subject({ kind: 'GUARDIAN' })
  @FieldResolver(() => Guardian, { nullable: true })
  guardian(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return readOwn(context, info, { table: guardianTable, kind: 'GUARDIAN' });
  }

  @Subject({ kind: 'CHILD_PARTICIPANT' })
  @FieldResolver(() => Child, { nullable: true, description: 'Of a child, and of an adult who was one here.' })
  child(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return readOwn(context, info, { table: childTable, kind: 'CHILD_PARTICIPANT' });
  }

  @Subject({ kind: 'COOP_MEMBER' })
  @FieldResolver(() => Member, { nullable: true })
  member(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return readOwn(context, info, { table: memberTable, kind: 'COOP_MEMBER' });
  }

  @Subject({ kind: 'OFFICER_OR_EMPLOYEE' })
  @FieldResolver(() => Employee, { nullable: true, description: 'Of the co-op.' })
  employee(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return readOwn(context, info, { table: employeeTable, kind: 'OFFICER_OR_EMPLOYEE' });
  }

  @Subject({ kind: 'OFFICER_OR_EMPLOYEE' })
  @FieldResolver(() => Staff, { nullable: true, description: 'Of the broadcaster and its contractors.' })
  staff(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return readOwn(context, info, { table: staffTable, kind: 'OFFICER_OR_EMPLOYEE' });
  }

  @Subject({ kind: 'SUPPLIER_CONTACT' })
  @FieldResolver(() => SupplierContact, { nullable: true })
  supplierContact(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo) {
    return readOwn(context, info, { table: supplierContactTable, kind: 'SUPPLIER_CONTACT' });
  }
}
