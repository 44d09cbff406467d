import type { ClassType } from 'type-graphql';
import { publicUse } from '../../../directives/public.js';
import { ALL_REGISTERS } from '../../registry/registers/allRegisters.js';
import { auditStepsResolver } from './AuditStepsResolver.js';
import { breakGlassReviewResolver } from './BreakGlassReviewResolver.js';
import { registerMutations } from './RegisterMutations.js';
import { registersResolver } from './RegistersResolver.js';
import { RegisterTypeMaker, type RegisterTypes } from './registerTypes.js';

const maker = new RegisterTypeMaker();
const published = ALL_REGISTERS.map((register) => ({ register, types: maker.typesOf(register) }));

/** The query of the registers and their mutations. */
export const REGISTER_RESOLVERS: readonly ClassType[] = [
  registersResolver(published.map(({ register, types }) => ({ register, entry: types.entry }))),
  ...published.map(({ register, types }) => registerMutations(register, types)),
  breakGlassReviewResolver(typesOf('BREAK_GLASS').entry),
  auditStepsResolver({
    finding: typesOf('AUDIT_FINDING').entry,
    action: typesOf('CORRECTIVE_ACTION').entry,
    outcomeKind: maker.enumOf('FindingOutcomeKind'),
  }),
];

/** Enums of the registers; labels for `labelSchema`. */
export const REGISTER_ENUM_LABELS: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  maker.enumNames.map((name) => [name, { '*': publicUse() }]),
);

function typesOf(name: string): RegisterTypes {
  const found = published.find(({ register }) => register.name === name);
  if (found === undefined) throw new RangeError(`There is no register ${name}.`);
  return found.types;
}
