import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Subject } from '../../../directives/subject.js';
import { staffTable } from '../../sources/broadcaster/tables.js';
import { employeeTable } from '../../sources/coop/employeeTable.js';
import { supplierContactTable } from '../../sources/coop/supplierContactTable.js';
import { Staff } from '../broadcaster/Staff.js';
import type { RequestContext } from '../context.js';
import { readOne } from '../rows/readOne.js';
import { Employee } from './Employee.js';
import { SupplierContact } from './SupplierContact.js';

/** Single records only: no purpose of the policy needs a list of them (A2(1)-0). */
@Resolver()
export class WorkerResolver {
  @Subject({ kind: 'OFFICER_OR_EMPLOYEE' })
  @Query(() => Employee, { nullable: true })
  employee(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Public() @Arg('id', () => ID) id: string,
  ) {
    return readOne(context, info, { table: employeeTable, type: 'Employee', id });
  }

  @Subject({ kind: 'OFFICER_OR_EMPLOYEE' })
  @Query(() => Staff, { nullable: true })
  staff(@Ctx() context: RequestContext, @Info() info: GraphQLResolveInfo, @Public() @Arg('id', () => ID) id: string) {
    return readOne(context, info, { table: staffTable, type: 'Staff', id });
  }

  @Subject({ kind: 'SUPPLIER_CONTACT' })
  @Query(() => SupplierContact, { nullable: true })
  supplierContact(
    @Ctx() context: RequestContext,
    @Info() info: GraphQLResolveInfo,
    @Public() @Arg('id', () => ID) id: string,
  ) {
    return readOne(context, info, { table: supplierContactTable, type: 'SupplierContact', id });
  }
}
