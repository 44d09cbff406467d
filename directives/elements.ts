import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLEnumValue,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

export type OutputType = GraphQLObjectType | GraphQLInterfaceType;

export interface OutputField {
  readonly coordinate: string;
  readonly type: OutputType;
  readonly field: GraphQLField<unknown, unknown>;
}

/** An argument, an input object's field, or a value of an enum that some input takes. */
export interface InputElement {
  readonly coordinate: string;
  readonly element: GraphQLArgument | GraphQLInputField | GraphQLEnumValue;
  /** The input object or enum that it belongs to; `null` for an argument. */
  readonly owner: GraphQLInputObjectType | GraphQLEnumType | null;
  readonly name: string;
}

export function namedTypes(schema: GraphQLSchema): readonly GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
}

export function outputTypes(schema: GraphQLSchema): readonly OutputType[] {
  return namedTypes(schema).filter((type): type is OutputType => isObjectType(type) || isInterfaceType(type));
}

export function outputFields(schema: GraphQLSchema): readonly OutputField[] {
  return outputTypes(schema).flatMap(fieldsOf);
}

export function fieldsOf(type: OutputType): readonly OutputField[] {
  return Object.values(type.getFields()).map((field) => ({ coordinate: `${type.name}.${field.name}`, type, field }));
}

export function leadsToObjects(field: GraphQLField<unknown, unknown>): boolean {
  return isCompositeType(getNamedType(field.type));
}

/** Every input of the schema once, also those that only nested inputs reach. */
export function inputElements(schema: GraphQLSchema): readonly InputElement[] {
  const owners = inputOwners(schema);
  return [...outputFields(schema).flatMap(argumentsOf), ...[...owners].flatMap(membersOf)];
}

export function argumentsOf({ coordinate, field }: OutputField): readonly InputElement[] {
  return field.args.map((element) => ({
    coordinate: `${coordinate}(${element.name}:)`,
    element,
    owner: null,
    name: element.name,
  }));
}

export function membersOf(owner: GraphQLInputObjectType | GraphQLEnumType): readonly InputElement[] {
  const members = isEnumType(owner) ? owner.getValues() : Object.values(owner.getFields());
  return members.map((element) => ({
    coordinate: `${owner.name}.${element.name}`,
    element,
    owner,
    name: element.name,
  }));
}

/** Input objects, and the enums that arguments and input fields take. */
function inputOwners(schema: GraphQLSchema): ReadonlySet<GraphQLInputObjectType | GraphQLEnumType> {
  const inputs = namedTypes(schema).filter(isInputObjectType);
  const used = [
    ...outputFields(schema).flatMap(({ field }) => field.args.map(({ type }) => getNamedType(type))),
    ...inputs.flatMap((input) => Object.values(input.getFields()).map(({ type }) => getNamedType(type))),
  ];
  return new Set([...inputs, ...used.filter(isEnumType)]);
}

/** The input objects and enums that an argument or input field takes, its own type first, then nested ones. */
export function nestedOwners(element: InputElement['element']): ReadonlySet<GraphQLInputObjectType | GraphQLEnumType> {
  const found = new Set<GraphQLInputObjectType | GraphQLEnumType>();
  const visit = (type: GraphQLNamedType): void => {
    if (isEnumType(type)) found.add(type);
    if (!isInputObjectType(type) || found.has(type)) return;
    found.add(type);
    for (const field of Object.values(type.getFields())) visit(getNamedType(field.type));
  };
  if ('type' in element) visit(getNamedType(element.type));
  return found;
}
