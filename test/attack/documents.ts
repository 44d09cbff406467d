import type { GraphQLField, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { getNamedType, isLeafType, isListType, isNonNullType, isObjectType, getNullableType } from 'graphql';

/** A root field and everything below it, to some depth: every path of the schema to every field. */
export interface GeneratedDocument {
  readonly root: string;
  readonly query: string;
  /** Coordinates that are selected, e.g. "Guardian.name". */
  readonly coordinates: ReadonlySet<string>;
}

export interface DocumentOptions {
  /** Types that are about nobody: a path goes through each but once, since they lead round in circles. */
  readonly once: readonly string[];
  /** Levels of row types below the root. */
  readonly depth: number;
  /** Value of each `first`. */
  readonly first: number;
  /** Values of arguments without a default, by coordinate "Query.guardian(id:)"; roots with other such arguments are left out. */
  readonly arguments: Readonly<Record<string, string>>;
}

/** Documents made from the schema alone, so that a new type or field is in them without anybody's doing. */
export function documentsOf(schema: GraphQLSchema, options: DocumentOptions): readonly GeneratedDocument[] {
  const query = schema.getQueryType();
  if (query === null || query === undefined) return [];
  return Object.values(query.getFields()).flatMap((field) => {
    const coordinates = new Set<string>();
    const text = fieldText(query, field, { ...options, coordinates, above: [] }, options.depth);
    return text === null ? [] : [{ root: field.name, query: `{ ${text} }`, coordinates }];
  });
}

interface Walk extends DocumentOptions {
  readonly coordinates: Set<string>;
  /** Names of types on the path. */
  readonly above: readonly string[];
}

function fieldText(
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  walk: Walk,
  depth: number,
): string | null {
  const values: string[] = [];
  for (const argument of field.args) {
    const given = walk.arguments[`${parent.name}.${field.name}(${argument.name}:)`];
    if (given !== undefined) values.push(`${argument.name}: ${given}`);
    else if (argument.name === 'first') values.push(`first: ${walk.first}`);
    else if (isNonNullType(argument.type) && argument.defaultValue === undefined) return null;
  }
  const type = getNamedType(field.type);
  const inner = isLeafType(type)
    ? ''
    : isObjectType(type)
      ? selection(type, walk, isScaffold(parent, field) ? depth : depth - 1)
      : null;
  if (inner === null) return null;
  walk.coordinates.add(`${parent.name}.${field.name}`);
  return `${field.name}${values.length === 0 ? '' : `(${values.join(', ')})`}${inner === '' ? '' : ` ${inner}`}`;
}

function selection(type: GraphQLObjectType, walk: Walk, depth: number): string | null {
  if (depth < 0 || (walk.once.includes(type.name) && walk.above.includes(type.name))) return null;
  const below = { ...walk, above: [...walk.above, type.name] };
  const parts = Object.values(type.getFields())
    // Of the two ways through a connection one is enough below the root.
    .filter((field) => !(field.name === 'edges' && depth < walk.depth - 1))
    .map((field) => fieldText(type, field, below, depth))
    .filter((text) => text !== null);
  return parts.length === 0 ? null : `{ __typename ${parts.join(' ')} }`;
}

/** Fields of connections and small public objects do not count as levels. */
function isScaffold(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>): boolean {
  return (
    /(Connection|Edge|PageInfo)$/.test(parent.name) ||
    (!isListType(getNullableType(field.type)) && /Connection$|PageInfo$/.test(getNamedType(field.type).name))
  );
}
