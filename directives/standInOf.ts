import { getNullableType, isEnumType, isListType, isScalarType, type GraphQLOutputType } from 'graphql';

/** What stands for a value in a preview, of the field's own type and the same for every row but for `text`. Objects have none. */
export function standInOf(type: GraphQLOutputType, text: string): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [standInOf(nullable.ofType, text)];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.value ?? null;
  if (!isScalarType(nullable)) return null;
  return nullable.name in CONSTANTS ? CONSTANTS[nullable.name] : text;
}

const CONSTANTS: Readonly<Record<string, unknown>> = {
  Int: 0,
  Float: 0,
  Boolean: false,
  LocalDate: '1900-01-01',
};
