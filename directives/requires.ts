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

/** What the check reads of a request's context. */
export interface RequiresContext {
  readonly caller: { readonly roles: readonly Role[] };
  readonly purpose: string | null;
  /** Somebody plays another caller: what needs a requirement is not for play. @default false */
  readonly isPreview?: boolean;
  /** The caller has asked for as much in a minute as it may (G12). @default false */
  readonly isBeyondRate?: boolean;
  /** Told of each field that was asked for, and whether its requirement was met. */
  noteRequirement(coordinate: string, met: boolean): void;
}

const TOO_OFTEN = 'more requests than a minute may have (A2-2, A7-1e). Ask again later.';

type Resolver = GraphQLFieldResolver<unknown, unknown>;

/** @throws NorenError REFUSED, before anything is resolved: the requirement is not met, or the caller asks too often. */
export function holdRequirement(coordinate: string, { roles, purposes }: RequiresLabel, resolve: Resolver): Resolver {
  const refusal = `${coordinate} requires ${[among('role', roles), among('purpose', purposes)].filter(Boolean).join(' and ')}.`;
  return (parent, args, context, info) => {
    const met = meets(context, roles, purposes);
    const known = context as Partial<RequiresContext> | undefined;
    const isTooMuch = known?.isBeyondRate === true;
    known?.noteRequirement?.(coordinate, met && !isTooMuch);
    if (!met) throw new NorenError('REFUSED', refusal, { coordinate });
    if (isTooMuch)
      throw new NorenError('REFUSED', `RATE_LIMIT: ${coordinate}: ${TOO_OFTEN}`, { coordinate, reason: 'RATE_LIMIT' });
    return resolve(parent, args, context, info);
  };
}

function meets(context: unknown, roles: readonly Role[], purposes: readonly Purpose[]): boolean {
  const { caller, purpose, isPreview = false } = (context ?? {}) as Partial<RequiresContext>;
  if (isPreview) return false;
  const roleHeld = roles.length === 0 || roles.some((role) => caller?.roles.includes(role) ?? false);
  const purposeDeclared = purposes.length === 0 || purposes.some((listed) => listed === purpose);
  return roleHeld && purposeDeclared;
}

function among(word: string, names: readonly string[]): string {
  return names.length === 0 ? '' : `${word} ${names.join(' or ')}`;
}
