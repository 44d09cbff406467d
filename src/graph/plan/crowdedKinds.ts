import type { FieldNode, GraphQLField, GraphQLObjectType, OperationDefinitionNode } from 'graphql';
import { getArgumentValues, getNamedType, getNullableType, isObjectType } from 'graphql';
import type { SchemaLabels } from '../../../directives/schemaLabels.js';
import type { SubjectKind } from '../../policy/vocabulary.js';
import { ROW_TYPES } from './rowTypes.js';
import { selectedFields, type Document } from './selectedFields.js';

/** Kinds of subjects of whom several single records are asked in one operation: said one by one, it is a list (docs/adr/0015). */
export function crowdedKinds(
  document: Document,
  labels: SchemaLabels,
  operation: OperationDefinitionNode,
): ReadonlySet<SubjectKind> {
  const asked = new Map<SubjectKind, Set<string>>();
  const visit = (
    type: GraphQLObjectType,
    selected: Iterable<readonly FieldNode[]>,
    above: readonly unknown[],
  ): void => {
    for (const nodes of selected) {
      const [node] = nodes;
      const field = type.getFields()[node?.name.value ?? ''];
      if (node === undefined || field === undefined) continue;
      // The same field with the same arguments is the same record, whatever it is called.
      const record = [...above, field.name, getArgumentValues(field, node, document.variables)];
      const kind = singleKind(labels, field);
      if (kind !== null) asked.set(kind, (asked.get(kind) ?? new Set<string>()).add(JSON.stringify(record)));
      const inner = getNamedType(field.type);
      // Containers such as `me` lead on to rows; what is below a row is of that row.
      if (!isObjectType(inner) || ROW_TYPES[inner.name] !== undefined) continue;
      const selections = nodes.flatMap((each) => each.selectionSet ?? []);
      visit(inner, selectedFields(document, inner, selections).values(), record);
    }
  };
  const rootType = document.schema.getRootType(operation.operation);
  if (rootType) visit(rootType, selectedFields(document, rootType, [operation.selectionSet]).values(), []);
  return new Set([...asked].filter(([, records]) => records.size > 1).map(([kind]) => kind));
}

/** Whose record a field gives one of; null for a list, and for what is about nobody. */
export function singleKind(labels: SchemaLabels, field: GraphQLField<unknown, unknown>): SubjectKind | null {
  const type = getNullableType(field.type);
  if (!isObjectType(type) || ROW_TYPES[type.name] === undefined) return null;
  return labels.subjects[type.name] ?? null;
}
