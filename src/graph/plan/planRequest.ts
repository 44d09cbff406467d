import type { FieldNode, GraphQLField, GraphQLObjectType, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { getArgumentValues, getNamedType, getNullableType, isListType, isObjectType } from 'graphql';
import type { PresentContext } from '../../../directives/governedRow.js';
import type { FieldLabel, PersonalFieldLabel, SchemaLabels } from '../../../directives/schemaLabels.js';
import { shownForm } from '../../../directives/shownForm.js';
import { NorenError } from '../../errors.js';
import type { Question } from '../../policy/decision.js';
import type { DisclosureForm, SubjectKind } from '../../policy/vocabulary.js';
import { crowdedKinds, singleKind } from './crowdedKinds.js';
import { RowNodeBuilder } from './rowNodeBuilder.js';
import { explainCell, explainClosedRows, explainInput, explainRelation, type Said } from './explain.js';
import { joinsFamily } from './joinsFamily.js';
import { refusedInputs } from './refusedInputs.js';
import type { RowNode } from './rowNode.js';
import { ROW_TYPES } from './rowTypes.js';
import type { Document } from './selectedFields.js';
import { selectedFields } from './selectedFields.js';
import type { Ask, IsRaised } from './subjectLadders.js';
import { SubjectLadders } from './subjectLadders.js';

export interface PlanRequest {
  readonly document: Document;
  readonly operation: OperationDefinitionNode;
  readonly labels: SchemaLabels;
  readonly ask: Ask;
  readonly isRaised: IsRaised;

  readonly present: PresentContext;
  /** No personal input is taken, whatever the policy allows: by looking for a value one would find it. @default false */
  readonly refusesInputs?: boolean;
  /** The reader may be told why of single rows. @default false */
  readonly tellsRows?: boolean;
  /** Rows that one request may make the sources read, by the sizes of its lists. */
  readonly maxRows: number;
}

/** The whole request as the sources will see it, and what the caller is told of it. */
export interface RequestPlan {
  /** By the path pattern of the field that leads to the rows: `guardians`, `me.guardian`. */
  readonly roots: ReadonlyMap<string, RowNode>;
  readonly report: readonly Said[];
}

/** Elements assumed for a list without a size of its own (children of a guardian, staff of a class). */
const UNSIZED_LIST = 5;

const NO_INPUTS = { allowsInput: () => false, classes: null };

/**
 * Decides every selected coordinate once, inputs included, before anything is fetched.
 * @throws NorenError LIMIT_EXCEEDED when the lists asked for multiply to more than `maxRows` rows.
 */
export function planRequest(request: PlanRequest): RequestPlan {
  return new Planner(request).plan();
}

interface Place {
  /** Path patterns that lead here: more than one where a connection is read through `nodes` and through `edges`. */
  readonly paths: readonly string[];
  readonly shape: Question['shape'];
  /** Rows that may come back here. */
  readonly rows: number;
  readonly parent: RowNodeBuilder | null;
}

/** The rows that a field leads to, and the selections on them. */
interface RowTarget {
  readonly type: GraphQLObjectType;
  readonly selections: readonly SelectionSetNode[];
  readonly viaConnection: boolean;
  /** From the field to its rows; '' without a connection. */
  readonly prefixes: readonly string[];
}

class Planner {
  readonly #report: Said[] = [];
  readonly #ladders = new Map<string, SubjectLadders>();
  #rows = 0;
  /** Whose single records are a list all the same. */
  #crowded: ReadonlySet<SubjectKind> = new Set();

  constructor(private readonly request: PlanRequest) {}

  plan(): RequestPlan {
    const { document, labels, operation } = this.request;
    const rootType = document.schema.getRootType(operation.operation);
    const roots = new Map<string, RowNode>();
    if (rootType === undefined || rootType === null) return { roots, report: [] };
    this.#crowded = crowdedKinds(document, labels, operation);
    const top: Place = { paths: [''], shape: 'SINGLE', rows: 1, parent: null };
    for (const [key, nodes] of selectedFields(document, rootType, [operation.selectionSet])) {
      const field = rootType.getFields()[nodes[0]?.name.value ?? ''];
      if (field !== undefined) this.#root(rootType, field, nodes, key, top, roots);
    }
    return { roots, report: this.#report };
  }

  /** The rows that a root field leads to, or those below the containers that it leads to (`me`), which are about nobody themselves. */
  #root(
    parentType: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    key: string,
    above: Place,
    roots: Map<string, RowNode>,
  ): void {
    const kind = singleKind(this.request.labels, field);
    const shaped: Place = kind !== null && this.#crowded.has(kind) ? { ...above, shape: 'LIST' } : above;
    const builder = this.#rowsBelow(parentType, field, nodes, key, shaped);
    if (builder !== null) {
      roots.set(below(above.paths, key).join(), builder.build());
      return;
    }
    const type = getNamedType(field.type);
    if (!isObjectType(type)) return;
    const shape = isListType(getNullableType(field.type)) ? 'LIST' : above.shape;
    const place: Place = { ...above, shape, paths: below(above.paths, key) };
    for (const [inner, innerNodes] of selectedFields(this.request.document, type, selectionsOf(nodes))) {
      const innerField = type.getFields()[innerNodes[0]?.name.value ?? ''];
      if (innerField !== undefined) this.#root(type, innerField, innerNodes, inner, place, roots);
    }
  }

  /** The row node that a field leads to, through its connection if it has one; null for a field without rows. */
  #rowsBelow(
    parentType: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    key: string,
    above: Place,
  ): RowNodeBuilder | null {
    const paths = below(above.paths, key);
    const label = this.#label(parentType, field.name);
    const target = this.#target(field, selectionsOf(nodes));
    if (target === null) return null;
    const isList = target.viaConnection || isListType(getNullableType(field.type));
    const place: Place = {
      paths,
      shape: isList || above.shape === 'LIST' ? 'LIST' : 'SINGLE',
      rows: above.rows * (isList ? this.#listSize(field, nodes) : 1),
      parent: above.parent,
    };
    this.#countRows(place.rows);
    return this.#rowNode(target, label, parentType.name, field, nodes, place);
  }

  #rowNode(
    target: RowTarget,
    label: FieldLabel | undefined,
    parentType: string,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    place: Place,
  ): RowNodeBuilder {
    const inherits = label?.subject?.inherits === true && place.parent !== null;
    const kind = inherits
      ? place.parent.kind
      : (label?.subject?.kind ?? this.request.labels.subjects[target.type.name] ?? null);
    const ladders = kind === null ? null : this.#laddersOf(kind, place.shape);
    const builder = new RowNodeBuilder({
      path: place.paths[0] ?? '',
      type: target.type.name,
      kind,
      ladders,
      present: this.request.present,
      shape: place.shape,
      tellsRows: this.request.tellsRows === true,
      origin: inherits ? place.parent.origin : null,
    });
    if (ladders !== null && joinsFamily(place.parent, kind, ladders)) {
      builder.close();
      const coordinate = label?.coordinate ?? target.type.name;
      this.#report.push(...place.paths.map((path) => explainRelation(ladders, path, coordinate)));
    }
    if (ladders !== null && !this.#inputsAllowed(ladders, parentType, field, nodes, place.paths)) builder.close();
    if (ladders !== null && ladders.visible.length === 0) {
      const coordinate = label?.coordinate ?? target.type.name;
      this.#report.push(...place.paths.map((path) => explainClosedRows(ladders, path, coordinate)));
    }
    const paths = place.paths.flatMap((path) => target.prefixes.map((prefix) => below([path], prefix)[0] ?? path));
    if (builder.opened) this.#fields(builder, target.type, target.selections, { ...place, paths });
    return builder;
  }

  #fields(
    builder: RowNodeBuilder,
    type: GraphQLObjectType,
    selections: readonly SelectionSetNode[],
    place: Place,
  ): void {
    for (const [key, nodes] of selectedFields(this.request.document, type, selections)) {
      const field = type.getFields()[nodes[0]?.name.value ?? ''];
      const label = this.#label(type, field?.name ?? '');
      if (field === undefined || label === undefined) continue;
      const opened = label.kind !== 'PERSONAL' || this.#cell(builder, label, field.name, below(place.paths, key));
      if (label.kind === 'PUBLIC') builder.addOpen(field.name);
      if (!opened) continue;
      const child = this.#rowsBelow(type, field, nodes, key, { ...place, parent: builder });
      if (child === null) continue;
      const join = ROW_TYPES[type.name]?.joins[field.name];
      builder.addChild(key, child, join);
    }
  }

  /** @returns whether anything of the cell may come out. */
  #cell(builder: RowNodeBuilder, label: PersonalFieldLabel, field: string, paths: readonly string[]): boolean {
    const { ladders } = builder;
    if (ladders === null) return false;
    const shownIn = (granted: DisclosureForm) => shownForm(label.offers, granted);
    const rungs = ladders.rungs(label.category, shownIn, label.generalise === 'PURCHASE_SEGMENT');
    this.#report.push(...paths.map((path) => explainCell(ladders, label, rungs, path)));
    builder.addCell(field, label.category, rungs);
    return rungs.length > 0;
  }

  #inputsAllowed(
    ladders: SubjectLadders,
    parentType: string,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    paths: readonly string[],
  ): boolean {
    const [node] = nodes;
    if (node === undefined) return true;
    const values = getArgumentValues(field, node, this.request.document.variables);
    const allowed = this.request.refusesInputs === true ? NO_INPUTS : ladders;
    const refused = refusedInputs(this.request.labels, parentType, field, values, allowed);
    this.#report.push(...refused.flatMap((input) => paths.map((path) => explainInput(ladders, input, path))));
    return refused.length === 0;
  }

  #laddersOf(kind: SubjectKind, shape: Question['shape']): SubjectLadders {
    const key = `${kind}:${shape}`;
    const known = this.#ladders.get(key);
    if (known !== undefined) return known;
    const ladders = new SubjectLadders(kind, shape, this.request.ask, this.request.isRaised);
    this.#ladders.set(key, ladders);
    return ladders;
  }

  #label(type: GraphQLObjectType, field: string): FieldLabel | undefined {
    return this.request.labels.fields[type.name]?.[field];
  }

  /** The row type behind a field, and the selections on it, also behind `nodes` and `edges { node }` of a connection. */
  #target(field: GraphQLField<unknown, unknown>, selections: readonly SelectionSetNode[]): RowTarget | null {
    const type = getNamedType(field.type);
    if (!isObjectType(type)) return null;
    if (ROW_TYPES[type.name] !== undefined) return { type, selections, viaConnection: false, prefixes: [''] };
    const { nodes, edges } = type.getFields();
    const rowType = nodes === undefined ? null : getNamedType(nodes.type);
    if (rowType === null || edges === undefined || !isObjectType(rowType)) return null;
    const edgeType = getNamedType(edges.type);
    const onNodes = this.#selectionsBelow(type, selections, 'nodes');
    const onEdges = isObjectType(edgeType)
      ? this.#selectionsBelow(type, selections, 'edges').flatMap((edge) =>
          this.#selectionsBelow(edgeType, edge.selections, 'node').map((node) => ({
            ...node,
            key: `${edge.key}.${node.key}`,
          })),
        )
      : [];
    const found = [...onNodes, ...onEdges];
    const rows = found.flatMap((on) => on.selections);
    return { type: rowType, selections: rows, viaConnection: true, prefixes: found.map((on) => on.key) };
  }

  /** The selections on each use of a field of scaffolding, with its response key. */
  #selectionsBelow(type: GraphQLObjectType, selections: readonly SelectionSetNode[], name: string) {
    return [...selectedFields(this.request.document, type, selections)]
      .filter(([, nodes]) => nodes[0]?.name.value === name)
      .map(([key, nodes]) => ({ key, selections: selectionsOf(nodes) }));
  }

  #listSize(field: GraphQLField<unknown, unknown>, nodes: readonly FieldNode[]): number {
    const [node] = nodes;
    if (node === undefined || field.args.length === 0) return UNSIZED_LIST;
    const { first } = getArgumentValues(field, node, this.request.document.variables);
    return typeof first === 'number' ? Math.max(first, 1) : UNSIZED_LIST;
  }

  #countRows(rows: number): void {
    this.#rows += rows;
    if (this.#rows > this.request.maxRows) {
      throw new NorenError(
        'LIMIT_EXCEEDED',
        `The lists of this request multiply to more than ${this.request.maxRows} rows. Ask for fewer with "first".`,
      );
    }
  }
}

function below(paths: readonly string[], key: string): readonly string[] {
  return paths.map((path) => [path, key].filter((part) => part !== '').join('.'));
}

function selectionsOf(nodes: readonly FieldNode[]): readonly SelectionSetNode[] {
  return nodes.flatMap((node) => node.selectionSet ?? []);
}
