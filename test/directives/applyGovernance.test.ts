import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema, Field, FieldResolver, ObjectType, Query, Resolver } from 'type-graphql';
import { applyGovernance } from '../../directives/applyGovernance.js';
import { labelSchema } from '../../directives/labelSchema.js';
import { Mask } from '../../directives/mask.js';
import { Personal } from '../../directives/personal.js';
import { proveGoverned } from '../../directives/proof/proveGoverned.js';
import { Requires } from '../../directives/requires.js';
import { Strip } from '../../directives/strip.js';
import { Subject } from '../../directives/subject.js';
import { planned, run } from './support/ask.js';

const ROW = { email: 'taro@example.jp', phone: '090-1234-5678', kana: 'タロウ' };

@ObjectType()
abstract class ContactFields {
  @Personal({ category: 'EMAIL' })
  @Mask({ by: 'EMAIL' })
  @Field(() => String, { nullable: true })
  email!: string | null;
}

@Subject({ kind: 'COOP_MEMBER' })
@ObjectType({ simpleResolvers: true })
class Member extends ContactFields {
  @Personal({ category: 'PHONE' })
  @Mask({ by: 'PHONE' })
  @Requires({ roles: ['COOP_STAFF'] })
  @Field(() => String, { nullable: true })
  phone!: string | null;

  @Personal({ category: 'NAME' })
  @Strip()
  @Field(() => String, { nullable: true })
  kana!: string | null;
}

async function served(row: unknown): Promise<GraphQLSchema> {
  @Resolver(() => Member)
  class MemberResolver {
    @Subject({ kind: 'COOP_MEMBER' })
    @Query(() => Member, { nullable: true })
    member(): unknown {
      return row;
    }

    @FieldResolver()
    kana(): Promise<string> {
      return Promise.resolve(ROW.kana);
    }
  }
  return applyGovernance(labelSchema(await buildSchema({ resolvers: [MemberResolver], validate: false })));
}

const STAFF = { caller: { roles: ['COOP_STAFF'] }, purpose: null, requirementRefusal: () => null };

describe('applyGovernance', () => {
  it('governs simple fields, inherited fields and fields with a resolver of their own', async () => {
    const schema = await served(planned({ email: 'MASKED', phone: 'MASKED', kana: 'RAW' }, ROW));
    proveGoverned(schema);
    expect(await run(schema, '{member{email phone kana}}', STAFF)).toEqual({
      data: { member: { email: 't***@***.jp', phone: '090-****-**78', kana: 'タロウ' } },
    });
  });

  it('withholds all of them without a plan', async () => {
    expect(await run(await served(ROW), '{member{email phone kana}}', STAFF)).toEqual({
      data: { member: { email: null, phone: null, kana: null } },
    });
  });

  it('asks for the role before it looks at the plan', async () => {
    const schema = await served(planned({ phone: 'RAW' }, ROW));
    const answer = await run(schema, '{member{phone}}', { caller: { roles: ['ANALYST'] }, purpose: null });
    expect(answer.data).toEqual({ member: { phone: null } });
    expect(answer.errors?.[0]?.message).toBe('Member.phone requires role COOP_STAFF.');
  });

  it('keeps row by row apart', async () => {
    const fields = { email: null } as const;
    for (const [form, shown] of [
      ['RAW', ROW.email],
      ['MASKED', 't***@***.jp'],
      ['DENIED', null],
    ] as const) {
      const schema = await served(planned(fields, { ...ROW, 'form:email': form }));
      expect(await run(schema, '{member{email}}')).toEqual({ data: { member: { email: shown } } });
    }
  });
});
