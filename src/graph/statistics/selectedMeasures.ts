import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import type { MeasureName } from '../../statistics/measures.js';
import { selectedFields, type Document } from '../plan/selectedFields.js';
import { fieldName, type TopicForm } from './topicForms.js';

/** What a request selects below one topic. */
export interface Selected {
  /** Only then something is bought. */
  readonly cells: boolean;
  /** Whether a price is asked. */
  readonly quote: boolean;
  /** Below the cells: what is bought. */
  readonly measures: readonly MeasureName[];
  /** Below the quote's half-widths: what the price is asked of where no cells are selected. */
  readonly widths: readonly MeasureName[];
}

/** As execution will resolve them: fragments, aliases, skip and include. */
export function selectedMeasures(form: TopicForm, info: GraphQLResolveInfo): Selected {
  const document = { schema: info.schema, fragments: info.fragments, variables: info.variableValues };
  const { noun } = form;
  const top = below(document, `${noun}Statistic`, info.fieldNodes);
  const cells = named(top, 'cells');
  const quote = named(top, 'quote');
  const quotes = below(document, `${noun}Quote`, quote);
  const measuresAt = (type: string, nodes: readonly FieldNode[]): readonly MeasureName[] => {
    const names = new Set(below(document, type, nodes).map(({ name }) => name.value));
    return form.measures.filter((measure) => names.has(fieldName(measure)));
  };
  return {
    cells: cells.length > 0,
    quote: quote.length > 0,
    measures: measuresAt(`${noun}Cell`, cells),
    widths: measuresAt(`${noun}HalfWidths`, named(quotes, 'halfWidth95')),
  };
}

/** Whether a field of this type is selected below the one that is being resolved. */
export function isSelected(info: GraphQLResolveInfo, typeName: string, field: string): boolean {
  const document = { schema: info.schema, fragments: info.fragments, variables: info.variableValues };
  return named(below(document, typeName, info.fieldNodes), field).length > 0;
}

function below(document: Document, typeName: string, nodes: readonly FieldNode[]): readonly FieldNode[] {
  const type = document.schema.getType(typeName) as GraphQLObjectType;
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return [...selectedFields(document, type, selections).values()].flat();
}

function named(nodes: readonly FieldNode[], name: string): readonly FieldNode[] {
  return nodes.filter((node) => node.name.value === name);
}
