import { Arg, Ctx, ID, Mutation, Resolver, type ClassType } from 'type-graphql';
import { Public } from '../../../directives/public.js';
import { Requires } from '../../../directives/requires.js';
import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { Role } from '../../policy/vocabulary.js';
import type { AnyRegister } from '../../registry/registers/allRegisters.js';
import type { RequestContext } from '../context.js';
import { DATA_SUBJECTS } from '../me/ownRights.js';
import { CLUB_KNOWLEDGE, needsOwn } from './clubKnowledge.js';
import { publishedEntry } from './publishedEntry.js';
import { storedPayload } from './payloadForms.js';
import { recorderOf } from './recorderOf.js';
import type { RegisterTypes } from './registerTypes.js';

interface Operation {
  readonly name: string;
  readonly description: string;
  readonly register: AnyRegister;
  readonly roles: readonly Role[];
  readonly entry: ClassType;
  readonly args: readonly (readonly [name: string, type: object, nullable: boolean, description?: string])[];
  /** Gets the context, and the arguments in their order. */
  readonly run: (context: RequestContext, ...args: never[]) => Promise<unknown>;
}

/** `recordX`, and `endX` and `approveX` where the register has them, each for its roles and purposes. */
export function registerMutations(register: AnyRegister, types: RegisterTypes): ClassType {
  class RegisterMutations {}
  const { enders, approvers } = register;
  define(RegisterMutations, recording(register, types));
  if (enders !== undefined) define(RegisterMutations, ending(register, types, enders));
  if (approvers !== undefined) define(RegisterMutations, approving(register, types, approvers));
  Resolver()(RegisterMutations);
  return RegisterMutations;
}

const KEY = ['key', ID, false] as const;
const REASON = ['reason', String, false] as const;

function recording(register: AnyRegister, { entry, input }: RegisterTypes): Operation {
  const keyed = register.keyOf !== undefined;
  const key = [
    'key',
    ID,
    true,
    keyed ? 'Follows from the input.' : 'Of the entry to replace; absent: a new one.',
  ] as const;
  const run = async (context: RequestContext, said: object, ...rest: readonly (string | null | undefined)[]) => {
    const [reason, replaced, validFrom, validTo] = rest;
    const stored = storedPayload(context, register.members, said);
    const payload = (await CLUB_KNOWLEDGE[register.name]?.(context, stored)) ?? stored;
    const recorded = await context.environment.registers.record(register, {
      payload,
      recorder: recorderOf(context, register.recorders),
      key: replaced ?? null,
      reason: reason ?? null,
      validFrom: instantOf('validFrom', validFrom),
      validTo: instantOf('validTo', validTo),
    });
    return publishedEntry(context, register, recorded);
  };
  return {
    name: `record${register.noun}`,
    description: `Records a version of an entry. ${register.description} (${register.clauses.join(', ')})`,
    register,
    roles: register.recorders,
    entry,
    args: [
      ['input', input, false],
      ['reason', String, true],
      key,
      ['validFrom', String, true, 'ISO 8601 with an offset; absent: from now on.'],
      ['validTo', String, true, 'ISO 8601 with an offset: no longer counts from here on.'],
    ],
    run,
  };
}

function ending(register: AnyRegister, { entry }: RegisterTypes, roles: readonly Role[]): Operation {
  return {
    name: `end${register.noun}`,
    description: 'From the next request on the entry counts no more; its history stays.',
    register,
    roles,
    entry,
    args: [KEY, REASON],
    run: async (context, key: string, reason: string) => {
      const recorder = recorderOf(context, roles);
      await needsOwnEntry(context, register, { key, role: recorder.role });
      const step = { key, reason, recorder };
      return publishedEntry(context, register, await context.environment.registers.end(register, step));
    },
  };
}

function approving(register: AnyRegister, { entry }: RegisterTypes, roles: readonly Role[]): Operation {
  return {
    name: `approve${register.noun}`,
    description: 'Says yes to what somebody else asked for (A7-o).',
    register,
    roles,
    entry,
    args: [KEY, ['note', String, false]],
    run: async (context, key: string, note: string) => {
      const step = { key, reason: note, recorder: recorderOf(context, roles) };
      return publishedEntry(context, register, await context.environment.registers.approve(register, step));
    },
  };
}

/** A data subject ends what is about them or their child only; to them another's entry is none. */
async function needsOwnEntry(
  context: RequestContext,
  register: AnyRegister,
  { key, role }: { readonly key: string; readonly role: Role },
): Promise<void> {
  const isOfficial = context.caller.subject === undefined && !DATA_SUBJECTS.includes(role);
  if (isOfficial || register.subjectOf === undefined) return;
  const [entry] = await context.environment.registers.latest(register, { key });
  const about: SubjectReference | null = entry === undefined ? null : register.subjectOf(entry.payload);
  if (about === null)
    throw new NorenError('REFUSED', 'NOT_OWN_DATA: neither the caller nor a child in their care (A6-2).');
  await needsOwn(context, about);
}

/** Puts the operation on the class as type-graphql's decorators would. */
function define(resolver: ClassType, { name, description, register, roles, entry, args, run }: Operation): void {
  const prototype = resolver.prototype as Record<string, unknown>;
  prototype[name] = (...values: unknown[]) => {
    const [context, ...rest] = values as [RequestContext, ...never[]];
    return run(context, ...rest);
  };
  Ctx()(prototype, name, 0);
  args.forEach(([argument, type, nullable, about], index) => {
    const options = { nullable, ...(about === undefined ? {} : { description: about }) };
    Arg(argument, (() => type) as () => never, options)(prototype, name, index + 1);
    Public()(prototype, name, (index + 1) as never);
  });
  const { purposes } = register;
  const label = Requires({ roles, ...(purposes === undefined ? {} : { purposes }) });
  label(prototype, name, {} as never);
  Mutation((() => entry) as () => never, { description, nullable: true })(prototype, name, {});
}

/** @throws NorenError BAD_INPUT */
function instantOf(argument: string, text: string | null | undefined): Date | null {
  if (text === null || text === undefined) return null;
  const instant = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text) || Number.isNaN(instant.getTime())) {
    throw new NorenError('BAD_INPUT', `${argument}: must be an instant of ISO 8601 with an offset`);
  }
  return instant;
}
