import {
  GraphQLDirective,
  GraphQLSchema,
  Kind,
  getNamedType,
  isEnumType,
  isNonNullType,
  isListType,
  GraphQLList,
  GraphQLNonNull,
  parse,
  type ConstDirectiveNode,
  type GraphQLEnumType,
  type GraphQLEnumValueConfig,
  type GraphQLInputType,
} from 'graphql';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { NorenError } from '../src/errors.js';
import { governanceDirectives } from './governanceDirectives.js';

/**
 * Uses (`personalUse(...)`, `publicUse()`) by enum type and value name, `*` for all other values of the type: type-graphql has no decorator
 * for enums.
 */
export type EnumLabels = Readonly<Record<string, Readonly<Record<string, string>>>>;

const EVERY_VALUE = '*';

/**
 * The built schema with the governance directives defined and enum values labelled. Build without `directives`: where the schema has an
 * enum of the same name (`Purpose`, say) the definitions take that one, since a schema can't have two types of one name.
 * @throws NorenError BAD_SCHEMA: a label for an unknown enum value; an enum of that name with other values.
 */
export function labelSchema(schema: GraphQLSchema, enumLabels: EnumLabels = {}): GraphQLSchema {
  refuseUnknownValues(schema, enumLabels);
  const names = new Set(governanceDirectives.map(({ name }) => name));
  const others = schema.getDirectives().filter(({ name }) => !names.has(name));
  const ours = governanceDirectives.map((directive) => withEnumsOf(schema, directive));
  const defined = new GraphQLSchema({ ...schema.toConfig(), directives: [...others, ...ours] });
  return mapSchema(defined, {
    [MapperKind.ENUM_VALUE]: (config, typeName, _schema, valueName) => {
      const use = enumLabels[typeName]?.[valueName] ?? enumLabels[typeName]?.[EVERY_VALUE];
      return use === undefined ? undefined : labelled(config, valueName, use);
    },
  });
}

function labelled(config: GraphQLEnumValueConfig, valueName: string, use: string): GraphQLEnumValueConfig {
  const directives = [...(config.astNode?.directives ?? []), ...directiveNodes(use)];
  const name = { kind: Kind.NAME, value: valueName } as const;
  return { ...config, astNode: { kind: Kind.ENUM_VALUE_DEFINITION, name, directives } };
}

function directiveNodes(use: string): readonly ConstDirectiveNode[] {
  const [definition] = parse(`scalar Labelled ${use}`).definitions;
  return definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? (definition.directives ?? []) : [];
}

function refuseUnknownValues(schema: GraphQLSchema, enumLabels: EnumLabels): void {
  for (const [typeName, values] of Object.entries(enumLabels)) {
    const type = schema.getType(typeName);
    for (const valueName of Object.keys(values)) {
      if (isEnumType(type) && (valueName === EVERY_VALUE || type.getValue(valueName))) continue;
      throw new NorenError(
        'BAD_SCHEMA',
        `${typeName}.${valueName} has a label, but the schema has no such enum value.`,
      );
    }
  }
}

function withEnumsOf(schema: GraphQLSchema, directive: GraphQLDirective): GraphQLDirective {
  const config = directive.toConfig();
  const args = Object.entries(config.args).map(([name, argument]) => {
    return [name, { ...argument, type: withEnumOf(schema, argument.type) }] as const;
  });
  return new GraphQLDirective({ ...config, args: Object.fromEntries(args) });
}

function withEnumOf(schema: GraphQLSchema, type: GraphQLInputType): GraphQLInputType {
  if (isNonNullType(type)) return new GraphQLNonNull(withEnumOf(schema, type.ofType));
  if (isListType(type)) return new GraphQLList(withEnumOf(schema, type.ofType));
  const theirs = schema.getType(getNamedType(type).name);
  if (!isEnumType(type) || theirs === undefined) return type;
  if (!isEnumType(theirs) || spelling(theirs) !== spelling(type)) {
    throw new NorenError('BAD_SCHEMA', `${type.name} must be the enum that the policy names: ${spelling(type)}.`);
  }
  return theirs;
}

/** Names with inner values: `readLabels` hands on inner values, so they have to be the policy's words. */
function spelling(type: GraphQLEnumType): string {
  return type
    .getValues()
    .map(({ name, value }) => (name === value ? name : `${name}=${String(value)}`))
    .toSorted()
    .join(' ');
}
