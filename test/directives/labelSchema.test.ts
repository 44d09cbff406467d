import 'reflect-metadata';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { buildASTSchema, GraphQLSchema, parse } from 'graphql';
import {
  Arg,
  buildSchema,
  Field,
  ID,
  InputType,
  InterfaceType,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
} from 'type-graphql';
import { labelSchema } from '../../directives/labelSchema.js';
import { Mask } from '../../directives/mask.js';
import { Personal, personalUse } from '../../directives/personal.js';
import { Public, publicUse } from '../../directives/public.js';
import { readLabels } from '../../directives/readLabels.js';
import { Subject } from '../../directives/subject.js';

const Purpose = { CLUB_OPERATION: 'CLUB_OPERATION' } as const;
const MemberOrder = { PHONE: 'PHONE', JOINED: 'JOINED' } as const;

async function memberSchema(): Promise<GraphQLSchema> {
  registerEnumType(MemberOrder, { name: 'MemberOrder' });

  @InterfaceType()
  abstract class Person {
    @Public()
    @Field(() => ID)
    id!: string;

    @Mask({ by: 'PHONE' })
    @Personal({ category: 'PHONE' })
    @Field(() => String, { nullable: true })
    phone!: string | null;
  }

  @Subject({ kind: 'COOP_MEMBER' })
  @ObjectType({ implements: Person, simpleResolvers: true })
  class Member extends Person {}

  @Public()
  @InputType()
  class MemberFilter {
    @Personal({ category: 'PHONE' })
    @Field(() => String, { nullable: true })
    phone?: string;
  }

  @Resolver(() => Member)
  class MemberResolver {
    @Subject({ kind: 'COOP_MEMBER' })
    @Query(() => [Member], { nullable: true })
    members(
      @Public() @Arg('where', () => MemberFilter, { nullable: true }) _where: MemberFilter,
      @Public() @Arg('orderBy', () => MemberOrder, { nullable: true }) _order: string,
      @Personal({ category: 'NAME', reveals: 'MASKED' })
      @Arg('search', () => String, { nullable: true })
      _search: string,
    ): Member[] {
      return [];
    }
  }

  const built = await buildSchema({ resolvers: [MemberResolver], validate: false });
  return labelSchema(built, { MemberOrder: { PHONE: personalUse({ category: 'PHONE' }), '*': publicUse() } });
}

describe('labelSchema', () => {
  it('lets the printed schema show every use, also on enum values, input fields and arguments', async () => {
    const sdl = printSchemaWithDirectives(await memberSchema());
    for (const line of [
      /type Member implements Person @subject\(kind: COOP_MEMBER\) \{/,
      /phone: String @mask\(by: PHONE\) @personal\(category: PHONE\)|phone: String @personal\(category: PHONE\) @mask\(by: PHONE\)/,
      /input MemberFilter @public \{\s+phone: String @personal\(category: PHONE\)/,
      /PHONE @personal\(category: PHONE\)\s+JOINED @public/,
      /search: String @personal\(category: NAME, reveals: MASKED\)/,
      /directive @personal\(category: DataCategory!, reveals: DisclosureForm! = RAW\) on/,
    ]) {
      expect(sdl).toMatch(line);
    }
  });

  it('prints a schema that can be read back with the same labels', async () => {
    const schema = await memberSchema();
    expect(readLabels(buildASTSchema(parse(printSchemaWithDirectives(schema))))).toEqual(readLabels(schema));
  });

  it('takes the enum of the schema where the directives need one of the same name', async () => {
    const sdl =
      'enum SubjectKind { CHILD_PARTICIPANT GUARDIAN COOP_MEMBER OFFICER_OR_EMPLOYEE SUPPLIER_CONTACT } type Query { kind: SubjectKind }';
    const schema = labelSchema(buildASTSchema(parse(sdl)));
    expect(schema.getDirective('subject')?.args[0]?.type).toBe(schema.getType('SubjectKind'));
  });

  it('refuses an enum of that name with other values', () => {
    const sdl = `enum Purpose { ${Object.keys(Purpose).join(' ')} } type Query { purpose: Purpose }`;
    expect(() => labelSchema(buildASTSchema(parse(sdl)))).toThrow(/^Purpose must be the enum that the policy names/);
  });

  it('refuses a label for an enum value that does not exist', () => {
    const schema = buildASTSchema(parse('enum Order { A } type Query { a(order: Order): String }'));
    expect(() => labelSchema(schema, { Order: { B: publicUse() } })).toThrow(/^Order\.B has a label/);
  });
});
