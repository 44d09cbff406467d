import { DirectiveLocation, GraphQLDirective, GraphQLList, GraphQLNonNull, type GraphQLFieldResolver } from 'graphql';
import { NorenError } from '../src/errors.js';
import type { Purpose, Role } from '../src/policy/vocabulary.js';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import { purposeEnum, roleEnum } from './policyEnums.js';
import type { RequiresLabel } from './schemaLabels.js';

/** At least one of the two. Given both, both must hold. */
export interface RequiresArguments {
  /** Any one of these roles. */
  readonly roles?: readonly Role[];
  /** Any one of these as the declared purpose. */
  readonly purposes?: readonly Purpose[];
}

export const requiresDirective = new GraphQLDirective({
  name: 'requires',
  description: 'Refused unless the caller has one of the roles and the request one of the purposes (each where given).',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    roles: { type: new GraphQLList(new GraphQLNonNull(roleEnum)) },
    purposes: { type: new GraphQLList(new GraphQLNonNull(purposeEnum)) },
  },
});

export function requiresUse({ roles, purposes }: RequiresArguments): string {
  return directiveUse('requires', { roles, purposes });
}

export function Requires(args: RequiresArguments): LabelDecorator {
  return decorateWith(requiresUse(args));
}

/** Why a field with @requires is refused, for the caller and for the record. */
export interface RequirementRefusal {
  readonly reason: string;
  readonly gate: string | null;
  readonly clauses: readonly string[];
  readonly message: string;
}

/** What the check reads of a request's context. */
export interface RequiresContext {
  readonly caller: { readonly roles: readonly Role[] };
  readonly purpose: string | null;
  /** Somebody plays another caller: what needs a requirement is not for play. @default false */
  readonly isPreview?: boolean;
  /** What else stands before the field for who has one of its roles and purposes; null: nothing. A context without it opens nothing. */
  requirementRefusal(coordinate: string, roles: readonly Role[]): RequirementRefusal | null;
  /** What the field has thrown, as the reader is told it. @default as it was thrown */
  toldRefusal?(error: unknown): unknown;
  /** Told of each field that was asked for, and why it was refused; null: it was not. */
  noteRequirement(coordinate: string, refused: RequirementRefusal | null): void;
}

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** @throws NorenError REFUSED, REGISTERS_UNAVAILABLE, before anything is resolved. */
export function holdRequirement(coordinate: string, label: RequiresLabel, resolve: Resolver): Resolver {
  const { roles, purposes } = label;
  const message = `${coordinate} requires ${[among('role', roles), among('purpose', purposes)].filter(Boolean).join(' and ')}.`;
  const unmet: RequirementRefusal = { reason: 'REFUSED', gate: null, clauses: [], message };
  return (parent, args, context, info) => {
    const asked = (context ?? {}) as Partial<RequiresContext>;
    const refused = meets(asked, label) ? (asked.requirementRefusal?.(coordinate, roles) ?? null) : unmet;
    asked.noteRequirement?.(coordinate, refused);
    const told = (error: unknown): never => {
      throw asked.toldRefusal?.(error) ?? error;
    };
    if (refused === null) return orTold(() => resolve(parent, args, context, info), told);
    const code = refused.reason === 'REGISTERS_UNAVAILABLE' ? 'REGISTERS_UNAVAILABLE' : 'REFUSED';
    const { reason, clauses } = refused;
    return told(new NorenError(code, refused.message, { coordinate, reason, clauses }));
  };
}

/** A resolver throws at once, or later. */
function orTold(resolve: () => unknown, told: (error: unknown) => never): unknown {
  try {
    const value = resolve();
    return value instanceof Promise ? value.catch(told) : value;
  } catch (error) {
    return told(error);
  }
}

function meets(context: Partial<RequiresContext>, { roles, purposes }: RequiresLabel): boolean {
  const { caller, purpose, isPreview = false } = context;
  if (isPreview || context.requirementRefusal === undefined) return false;
  const roleHeld = roles.length === 0 || roles.some((role) => caller?.roles.includes(role) ?? false);
  const purposeDeclared = purposes.length === 0 || purposes.some((listed) => listed === purpose);
  return roleHeld && purposeDeclared;
}

function among(word: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${word} ${names.join(' or ')}`;
}
