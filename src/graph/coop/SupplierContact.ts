import { Field, ObjectType } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Strip } from '../../../directives/strip.js';
import { Subject } from '../../../directives/subject.js';
import { WorkerFields } from '../types/WorkerFields.js';

@Subject({ kind: 'SUPPLIER_CONTACT' })
@ObjectType({
  description: 'A person at a supplier, for themselves and for whoever has a case about them.',
  simpleResolvers: true,
})
export class SupplierContact extends WorkerFields {
  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => String, { nullable: true, description: 'Name of the supplier.' })
  supplier!: string | null;
}
