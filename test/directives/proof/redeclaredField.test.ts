import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, Field, ID, InterfaceType, ObjectType, Query, Resolver, type ClassType } from 'type-graphql';
import { labelSchema } from '../../../directives/labelSchema.js';
import { Mask } from '../../../directives/mask.js';
import { Personal } from '../../../directives/personal.js';
import { proveSchema } from '../../../directives/proof/proveSchema.js';
import { Public } from '../../../directives/public.js';
import { Subject } from '../../../directives/subject.js';
import { faultsWhen } from '../support/soundSchema.js';

@InterfaceType({ resolveType: () => 'Member' })
abstract class Person {
  @Public()
  @Field(() => ID)
  id!: string;

  @Personal({ category: 'EMAIL' })
  @Mask({ by: 'EMAIL' })
  @Field(() => String, { nullable: true })
  email!: string | null;
}

@Subject({ kind: 'COOP_MEMBER' })
@ObjectType({ implements: Person, simpleResolvers: true })
class Member extends Person {}

@Subject({ kind: 'CHILD_PARTICIPANT' })
@ObjectType({ implements: Person, simpleResolvers: true })
class Child extends Person {
  @Field(() => String, { nullable: true })
  override email!: string | null;
}

@Subject({ kind: 'GUARDIAN' })
@ObjectType({ implements: Person, simpleResolvers: true })
class Guardian extends Person {
  @Public()
  @Field(() => String, { nullable: true })
  override email!: string | null;
}

@Subject({ kind: 'SUPPLIER_CONTACT' })
@ObjectType({ simpleResolvers: true })
class Contact {
  @Personal({ category: 'PHONE' })
  @Mask({ by: 'PHONE' })
  @Field(() => String)
  phone!: string;
}

/** A schema whose only rows are of this class. */
async function schemaOfRows(rowType: ClassType): Promise<GraphQLSchema> {
  @Resolver()
  class RowResolver {
    @Subject()
    @Query(() => [rowType], { nullable: true })
    rows(): unknown[] {
      return [];
    }
  }
  return labelSchema(await buildSchema({ resolvers: [RowResolver], validate: false, orphanedTypes: [rowType] }));
}

async function faultsOfRows(rowType: ClassType): Promise<readonly string[]> {
  const schema = await schemaOfRows(rowType);
  return faultsWhen(() => proveSchema(schema));
}

describe('proveSchema on type-graphql classes', () => {
  it('accepts a field that is inherited from its interface with its labels', async () => {
    expect(await faultsOfRows(Member)).toEqual([]);
  });

  it('refuses a re-declared field, which loses the labels of its interface silently (M2)', async () => {
    expect(await faultsOfRows(Child)).toEqual([
      expect.stringMatching(/^Child\.email: has no label/),
      'Child.email: is UNLABELLED, while the interface says PERSONAL (Person.email).',
    ]);
  });

  it('refuses a re-declared field that was labelled @public', async () => {
    expect(await faultsOfRows(Guardian)).toContain(
      'Guardian.email: is PUBLIC, while the interface says PERSONAL (Person.email).',
    );
  });

  it('refuses a personal field whose class forgot that it can be null', async () => {
    expect(await faultsOfRows(Contact)).toEqual([expect.stringMatching(/^Contact\.phone: can be withheld/)]);
  });
});
