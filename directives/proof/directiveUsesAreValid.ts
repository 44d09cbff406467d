import {
  DirectiveLocation,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  type ConstDirectiveNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { getArgumentValues } from 'graphql';
import { argumentsOf, fieldsOf, membersOf, namedTypes } from '../elements.js';
import type { Violation } from './violation.js';

interface Element {
  readonly coordinate: string;
  readonly location: DirectiveLocation;
  readonly labelled: {
    readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] | undefined } | null | undefined;
    readonly extensionASTNodes?: readonly { readonly directives?: readonly ConstDirectiveNode[] | undefined }[];
    readonly extensions?: unknown;
  };
}

/**
 * type-graphql puts whatever text `@Directive` gets on the schema unchecked: a misspelt name would label nothing, a misspelt argument would
 * fall back to its default. No other rule can be trusted before this one holds.
 */
export function directiveUsesAreValid(schema: GraphQLSchema): readonly Violation[] {
  return namedTypes(schema)
    .flatMap(elementsOf)
    .flatMap((element) => faultsOf(schema, element).map((fault) => ({ coordinate: element.coordinate, fault })));
}

function faultsOf(schema: GraphQLSchema, { location, labelled }: Element): readonly string[] {
  const extensionNodes = labelled.extensionASTNodes ?? [];
  const nodes = [labelled.astNode, ...extensionNodes].flatMap((node) => node?.directives ?? []);
  const inExtensions = Object.hasOwn(labelled.extensions ?? {}, 'directives');
  const hidden = inExtensions
    ? ['carries labels in `extensions.directives`; put them on by decorator or in the SDL']
    : [];
  return [...hidden, ...nodes.flatMap((node, index) => useFaults(schema, node, location, nodes.slice(0, index)))];
}

function useFaults(
  schema: GraphQLSchema,
  node: ConstDirectiveNode,
  location: DirectiveLocation,
  earlier: readonly ConstDirectiveNode[],
): readonly string[] {
  const name = node.name.value;
  const directive = schema.getDirective(name);
  if (!directive) return [`@${name} is not defined`];
  if (!directive.locations.includes(location)) return [`@${name} can't stand on ${location}`];
  if (!directive.isRepeatable && earlier.some((use) => use.name.value === name)) return [`@${name} stands here twice`];
  const known = new Set(directive.args.map((argument) => argument.name));
  const unknown = (node.arguments ?? []).filter((argument) => !known.has(argument.name.value));
  if (unknown.length > 0) return unknown.map((argument) => `@${name} has no argument ${argument.name.value}`);
  try {
    getArgumentValues(directive, node);
    return [];
  } catch (error) {
    return [`@${name}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function elementsOf(type: GraphQLNamedType): readonly Element[] {
  const own = { coordinate: type.name, location: locationOf(type), labelled: type };
  if (isObjectType(type) || isInterfaceType(type)) {
    const fields = fieldsOf(type).flatMap((output) => [
      { coordinate: output.coordinate, location: DirectiveLocation.FIELD_DEFINITION, labelled: output.field },
      ...argumentsOf(output).map(({ coordinate, element }) => {
        return { coordinate, location: DirectiveLocation.ARGUMENT_DEFINITION, labelled: element };
      }),
    ]);
    return [own, ...fields];
  }
  if (!isInputObjectType(type) && !isEnumType(type)) return [own];
  const location = isEnumType(type) ? DirectiveLocation.ENUM_VALUE : DirectiveLocation.INPUT_FIELD_DEFINITION;
  return [own, ...membersOf(type).map(({ coordinate, element }) => ({ coordinate, location, labelled: element }))];
}

function locationOf(type: GraphQLNamedType): DirectiveLocation {
  if (isObjectType(type)) return DirectiveLocation.OBJECT;
  if (isInterfaceType(type)) return DirectiveLocation.INTERFACE;
  if (isInputObjectType(type)) return DirectiveLocation.INPUT_OBJECT;
  if (isEnumType(type)) return DirectiveLocation.ENUM;
  return isScalarType(type) ? DirectiveLocation.SCALAR : DirectiveLocation.UNION;
}
