import {
  Args,
  ArgsType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  Resolver,
  type ClassType,
} from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import type { AnyRegister } from '../../registry/registers/allRegisters.js';
import type { Entry, EntryPage } from '../../registry/registers/registerDefinition.js';
import { nameSubjects } from '../audit/nameSubjects.js';
import type { RequestContext } from '../context.js';
import { subjectsNamed } from './payloadForms.js';
import { LARGEST_PAGE } from '../paging/readPage.js';
import { publishedEntry } from './publishedEntry.js';
import { readableEntries, readablePage } from './readableEntries.js';

@Public()
@ObjectType({ description: 'What is on record, for those who answer for it and who audit it.' })
export class Registers {}

/** A class, because type-graphql drops the directives of single arguments of a field resolver. */
@ArgsType()
export class EntriesArguments {
  @Public()
  @Field(() => Boolean, { defaultValue: true, description: 'Only what counts now; false: the latest version of all.' })
  current!: boolean;

  @Public()
  @Field(() => String, { nullable: true, description: 'Of this organisation.' })
  organisation?: string | null;

  @Public()
  @Field(() => Int, { defaultValue: 50, description: `1 to ${LARGEST_PAGE}, by key.` })
  first!: number;

  @Public()
  @Field(() => ID, { nullable: true, description: 'The last key of the page before.' })
  after?: string | null;
}

@ArgsType()
export class HistoryArguments {
  @Public()
  @Field(() => ID)
  key!: string;

  @Public()
  @Field(() => Int, { defaultValue: 50, description: `1 to ${LARGEST_PAGE}, oldest first.` })
  first!: number;

  @Public()
  @Field(() => Int, { nullable: true, description: 'The last version of the page before.' })
  after?: number | null;
}

/** The query `registers`, with two fields a register: its entries, and the history of one. */
export function registersResolver(registers: readonly { readonly register: AnyRegister; readonly entry: ClassType }[]) {
  @Resolver(() => Registers)
  class RegistersResolver {
    @Requires({
      roles: ['PRIVACY_MANAGER', 'DEPT_MANAGER', 'INTERNAL_AUDITOR'],
      purposes: ['GOVERNANCE', 'INTERNAL_AUDIT'],
    })
    @Query(() => Registers, { nullable: true })
    registers(): object {
      return {};
    }
  }
  for (const { register, entry } of registers) {
    const { noun, plural } = register;
    const one = `${noun[0]?.toLowerCase()}${noun.slice(1)}`;
    const shown = (context: RequestContext, field: string, found: readonly Entry<object>[]) => {
      const named = found.flatMap(({ payload }) => subjectsNamed(register.members, payload));
      nameSubjects(context, `Registers.${field}`, named);
      return found.map((version) => publishedEntry(context, register, version));
    };
    const entries = async ({ current, organisation, ...rest }: EntriesArguments, context: RequestContext) => {
      const page = checkedPage(plural, rest);
      const filter = typeof organisation === 'string' ? { organisation } : {};
      const store = context.environment.registers;
      const read = (from: EntryPage<string>) =>
        current ? store.current(register, filter, from) : store.latest(register, filter, from);
      return shown(context, plural, await readablePage(context, register, page, read));
    };
    const history = async ({ key, ...rest }: HistoryArguments, context: RequestContext) => {
      const page = checkedPage(`${one}History`, rest);
      const versions = await context.environment.registers.history(register, key, page);
      return shown(context, `${one}History`, await readableEntries(context, register, versions));
    };
    defineField(RegistersResolver, { name: plural, entry, args: EntriesArguments, read: entries });
    defineField(RegistersResolver, { name: `${one}History`, entry, args: HistoryArguments, read: history });
  }
  return RegistersResolver;
}

/** @throws NorenError BAD_INPUT for a size out of range */
function checkedPage<Page extends { readonly first: number }>(field: string, page: Page): Page {
  if (page.first >= 1 && page.first <= LARGEST_PAGE) return page;
  throw new NorenError('BAD_INPUT', `Registers.${field}(first:) takes 1 to ${LARGEST_PAGE}.`);
}

interface ReadField<A> {
  readonly name: string;
  readonly entry: ClassType;
  readonly args: ClassType;
  readonly read: (args: A, context: RequestContext) => Promise<readonly object[]>;
}

/** Puts the field on the class as type-graphql's decorators would. */
function defineField<A>(resolver: ClassType, { name, entry, args, read }: ReadField<A>): void {
  const prototype = resolver.prototype as Record<string, unknown>;
  prototype[name] = read;
  Args((() => args) as () => never)(prototype, name, 0);
  Ctx()(prototype, name, 1);
  FieldResolver((() => [entry]) as () => never)(prototype, name, {});
}
