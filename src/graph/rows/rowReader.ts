import DataLoader from 'dataloader';
import type { GraphQLResolveInfo } from 'graphql';
import { PLAN } from '../../../directives/governedRow.js';
import { GLOBAL_ID_TYPES, type GlobalIdType } from '../../disclosure/globalId.js';
import { readRowClasses } from '../../analysis/rowClasses/rowClasses.js';
import { NorenError } from '../../errors.js';
import { compileSelect, type SelectRequest } from '../../sources/compileSelect.js';
import type { SubjectKind } from '../../policy/vocabulary.js';
import type { Atom } from '../../sources/rowPlan.js';
import type { RowFacts, SourceTable } from '../../sources/sourceTable.js';
import type { RequestContext } from '../context.js';
import type { RowNode } from '../plan/rowNode.js';
import { consentHolders } from './consentHolders.js';
import { fillSegments } from './fillSegments.js';
import { inheritedHolders } from './inheritedHolders.js';
import { atomsOf, consentCategories, flagOf, registerAtoms } from './nodeAtoms.js';
import { leastFamilies } from './leastFamilies.js';
import { ownClasses } from './ownClasses.js';
import { inheritedStages } from './inheritedStages.js';
import type { Row } from './row.js';
import { nodeBelow } from './row.js';

type Selection = Omit<SelectRequest, 'plan' | 'facts' | 'table'>;

/** How many of the rows go into the answer. @default all */
type RootSelection = Selection & { readonly handOut?: number };

/** How a relation finds its rows. */
export interface Relation {
  readonly table: SourceTable;
  /** Column of the table's rows that is compared with the parent's value. */
  readonly column: string;
  readonly type: 'int4' | 'text';
  /** The parent's value: its own key, or a join column. */
  readonly parentValue: (parent: Row) => number | string | null;
  readonly order?: (seed: string) => NonNullable<SelectRequest['order']>;
  readonly where?: NonNullable<SelectRequest['where']>;
  readonly perParent?: number;
  readonly inherits?: boolean;
}

/** Reads planned rows: what a node does not plan is not in the statement. One per request. */
export class RowReader {
  readonly #loaders = new Map<RowNode, DataLoader<Row, readonly Row[]>>();
  readonly #classesRead = new Map<string, Promise<string>>();
  #ownClasses: Promise<readonly number[]> | undefined;

  constructor(
    private readonly context: RequestContext,
    /** Of `hashint8extended`: rows without a sort come in an order of this recipient's own. */
    readonly orderSeed: string,
  ) {}

  /** The rows of a root field's node. What is beyond `handOut` is for looking ahead, and must not leave. */
  async select(node: RowNode, table: SourceTable, { handOut, ...selection }: RootSelection): Promise<Row[]> {
    const rows = await this.#query(node, table, await this.#facts(node, table), selection);
    this.context.disclosed.handOut(node, rows.slice(0, handOut));
    return rows;
  }

  /** The rows below `parent` at the field being resolved; null where the plan opens none. One statement for all parents. */
  async related(parent: Row, info: GraphQLResolveInfo, relation: Relation): Promise<readonly Row[] | null> {
    const node = nodeBelow(parent, info.path.key);
    if (node === undefined || !node.opened) return null;
    let loader = this.#loaders.get(node);
    if (loader === undefined) {
      loader = new DataLoader((parents: readonly Row[]) => this.#batch(node, relation, parents), {
        maxBatchSize: 10_000,
      });
      this.#loaders.set(node, loader);
    }
    return loader.load(parent);
  }

  async relatedOne(parent: Row, info: GraphQLResolveInfo, relation: Relation): Promise<Row | null> {
    const rows = await this.related(parent, info, relation);
    return rows?.[0] ?? null;
  }

  async #batch(node: RowNode, relation: Relation, parents: readonly Row[]): Promise<(readonly Row[])[]> {
    const values = [...new Set(parents.map(relation.parentValue).filter((value) => value !== null))];
    const plan = { ...node.rowPlan, links: new Set([...node.rowPlan.links, 'parent']) };
    const facts = await this.#facts(
      node,
      relation.table,
      relation.inherits === true ? { relation, parents } : undefined,
    );
    const rows = await this.#query(
      node,
      relation.table,
      facts,
      {
        batch: {
          column: relation.column,
          type: relation.type,
          values,
          ...(relation.perParent === undefined ? {} : { perValue: relation.perParent }),
        },
        ...(relation.where === undefined ? {} : { where: relation.where }),
        ...(relation.order === undefined ? {} : { order: relation.order(this.orderSeed) }),
      },
      plan,
    );
    const grouped = Map.groupBy(rows, (row) => row['$parent'] as number | string);
    const related = parents.map((parent) => {
      const value = relation.parentValue(parent);
      const found = (value === null ? undefined : grouped.get(value)) ?? [];
      return relation.inherits === true ? found.map((row) => ({ ...row, $origin: parent.$origin ?? parent })) : found;
    });
    this.context.disclosed.handOut(node, related.flat());
    return related;
  }

  async #query(
    node: RowNode,
    table: SourceTable,
    facts: RowFacts,
    selection: Selection,
    plan = node.rowPlan,
  ): Promise<Row[]> {
    const statement = compileSelect({ ...selection, table, plan, facts });
    const source = this.context.environment.sources[table.source];
    const { rows } = await source.pool
      .query<Record<string | symbol, unknown>>(statement.text, [...statement.values])
      .catch((cause: unknown) => {
        throw new NorenError('SOURCE_UNAVAILABLE', `The ${table.source} source did not answer.`, {}, { cause });
      });
    for (const row of rows) row[PLAN] = node;
    await fillSegments(this.context, node, rows, facts.rowClasses?.json ?? null);
    if (plan.open.has('id')) this.#addIds(rows, node.type);
    return rows as unknown as Row[];
  }

  #addIds(rows: Record<string | symbol, unknown>[], type: string): void {
    const idType = GLOBAL_ID_TYPES.find((known) => known === type) as GlobalIdType;
    const ids = this.context.globalIds.encodeMany(
      idType,
      rows.map((row) => row['$id'] as number),
    );
    rows.forEach((row, index) => {
      row['id'] = ids[index];
    });
  }

  async #facts(
    node: RowNode,
    table: SourceTable,
    inherited?: { readonly relation: Relation; readonly parents: readonly Row[] },
  ): Promise<RowFacts> {
    const { subject } = this.context.caller;
    const atoms = atomsOf(node.rowPlan);
    const own = subject?.kind === node.rowPlan.subject ? subject?.reference : undefined;
    const holders =
      inherited === undefined
        ? new Map([
            ...(await consentHolders(this.context, node.rowPlan, consentCategories(atoms))),
            ...this.#cases(node, atoms),
          ])
        : await inheritedHolders(this.context, node, inherited.parents, inherited.relation.parentValue);
    return {
      today: this.context.today,
      keepPhoneDigits: node.present.keepPhoneDigits,
      rowClasses: await this.#rowClasses(node),
      selfKey: own ?? null,
      selfGuardian: subject?.kind === 'GUARDIAN' ? subject.reference : null,
      ownClasses: atoms.has('OWN_CLASS') && inherited === undefined ? await this.#classes() : [],
      holders,
      stages: inherited === undefined ? null : inheritedStages(inherited.parents, inherited.relation.parentValue),
      flagged: this.#flagged(inherited === undefined ? node.rowPlan.subject : table.ownSubject?.kind, atoms),
    };
  }

  /** One small read a request for each kind of rows that comes out de-identified; none where none does. */
  async #rowClasses({ rowPlan: { subject, classes } }: RowNode): Promise<RowFacts['rowClasses']> {
    if (classes === null || subject === null) return null;
    const key = { ...classes, kind: subject, k: leastFamilies(this.context) };
    const name = JSON.stringify(key);
    const reading = this.#classesRead.get(name) ?? readRowClasses(this.context.environment.rowClasses.pool, key);
    this.#classesRead.set(name, reading);
    return { json: await reading, withSex: classes.withSex };
  }

  #cases({ rowPlan: { subject }, shape }: RowNode, atoms: ReadonlySet<Atom>): ReadonlyMap<Atom, readonly number[]> {
    const cases = registerAtoms(atoms).filter((atom) => flagOf(atom) === null);
    return new Map(subject === null ? [] : cases.map((atom) => [atom, this.context.holdersOf(atom, subject, shape)]));
  }

  #flagged(subject: SubjectKind | null | undefined, atoms: ReadonlySet<Atom>): ReadonlyMap<Atom, readonly number[]> {
    const flagged = new Map<Atom, readonly number[]>();
    for (const atom of atoms) {
      const flag = flagOf(atom);
      if (flag !== null && subject) flagged.set(atom, this.context.flaggedWith(flag, subject));
    }
    return flagged;
  }

  #classes(): Promise<readonly number[]> {
    this.#ownClasses ??= ownClasses(this.context);
    return this.#ownClasses;
  }
}
