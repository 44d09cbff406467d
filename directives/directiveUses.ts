import type { GraphQLSchema } from 'graphql';
import { getDirective } from '@graphql-tools/utils';
import type { PseudonymDomain } from '../src/disclosure/pseudonym.js';
import type { DataCategory, DisclosureForm, Purpose, Role, SubjectKind } from '../src/policy/vocabulary.js';
import type { GeneraliseRule } from './generalise.js';
import type { MaskRule } from './mask.js';
import type { StatisticDimension, StatisticMeasure } from './statistic.js';

/** The arguments of each directive as coerced by its definition, defaults filled in. */
export interface UsedArguments {
  readonly subject: { readonly kind?: SubjectKind | null; readonly inherits: boolean };
  readonly personal: { readonly category: DataCategory; readonly reveals: DisclosureForm };
  readonly mask: { readonly by: MaskRule };
  readonly pseudonymise: { readonly domain: PseudonymDomain };
  readonly generalise: { readonly to: GeneraliseRule };
  readonly strip: Readonly<Record<string, never>>;
  readonly public: Readonly<Record<string, never>>;
  readonly requires: { readonly roles?: readonly Role[] | null; readonly purposes?: readonly Purpose[] | null };
  readonly statistic: { readonly dimension?: StatisticDimension | null; readonly measure?: StatisticMeasure | null };
}

export type Labelled = Parameters<typeof getDirective>[1];

/**
 * The first use of a governance directive on a schema element, or `null`.
 * @throws GraphQLError when an argument is missing or of the wrong type (`proveSchema` names the coordinate).
 */
export function useOf<Name extends keyof UsedArguments>(
  schema: GraphQLSchema,
  element: Labelled,
  name: Name,
): UsedArguments[Name] | null {
  const [first] = getDirective(schema, element, name) ?? [];
  return (first as UsedArguments[Name] | undefined) ?? null;
}
