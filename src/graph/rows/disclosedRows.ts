import type { SchemaLabels } from '../../../directives/schemaLabels.js';
import { formKey } from '../../../directives/governedRow.js';
import type { DisclosedGroup } from '../../audit/entryDraft.js';
import type { ConsentAnswer } from '../../policy/competentConsent.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { DataCategory, DisclosureForm, SubjectKind } from '../../policy/vocabulary.js';
import type { RowNode } from '../plan/rowNode.js';
import type { Row } from './row.js';

interface Group {
  readonly category: DataCategory | null;
  readonly form: DisclosureForm;
  readonly subjectKind: SubjectKind;
  readonly rows: number;
  readonly references: readonly number[];
  readonly coordinates: Set<string>;
}

/**
 * Whose cells were handed to the answer, in which form: what the audit log says of it. Kept as rows and added up once, by planned place
 * and not by value.
 */
export class DisclosedRows {
  readonly #handedOut = new Map<RowNode, Row[]>();
  readonly #others: DisclosedGroup[] = [];
  readonly #named: DisclosedGroup[] = [];
  readonly #consents = new Map<string, ReadonlyMap<number, ConsentAnswer>[]>();

  constructor(private readonly labels: SchemaLabels) {}

  /** Rows that go into the answer at a place. */
  handOut(node: RowNode, rows: readonly Row[]): void {
    if (node.rowPlan.subject === null || rows.length === 0) return;
    const known = this.#handedOut.get(node);
    if (known === undefined) this.#handedOut.set(node, [...rows]);
    else known.push(...rows);
  }

  /** What leaves without being a row of a source. */
  add(group: DisclosedGroup): void {
    if (group.references.length > 0) this.#others.push(group);
  }

  /** Whom a list names that is no row of a source: entries of registers, notices, records. That there is something about them left. */
  name(coordinate: string, subjects: readonly SubjectReference[]): void {
    for (const [subjectKind, of] of Map.groupBy(subjects, ({ kind }) => kind)) {
      const references = [...new Set(of.map(({ reference }) => reference))].sort((a, b) => a - b);
      const coordinates = [coordinate];
      this.#named.push({
        category: null,
        form: 'PSEUDONYMISED',
        coordinates,
        rows: of.length,
        subjectKind,
        references,
      });
    }
  }

  /** By whose consent a category may be shown. Kept as it was decided: most of them are on no page of an answer. */
  standsOn(category: DataCategory, kind: SubjectKind, consents: ReadonlyMap<number, ConsentAnswer>): void {
    if (consents.size === 0) return;
    const key = `${category} ${kind}`;
    this.#consents.set(key, [...(this.#consents.get(key) ?? []), consents]);
  }

  get standsOnConsents(): boolean {
    return this.#consents.size > 0;
  }

  /** Their ids. */
  consentsTo(category: DataCategory, kind: SubjectKind, reference: number): readonly string[] {
    const answers = (this.#consents.get(`${category} ${kind}`) ?? []).flatMap((each) => each.get(reference) ?? []);
    return answers.flatMap(({ consentId, besideId }) => [consentId, besideId].filter((id) => id !== undefined));
  }

  rows(): Iterable<readonly [RowNode, readonly Row[]]> {
    return this.#handedOut;
  }

  groups(): readonly DisclosedGroup[] {
    return [...this.counted(), ...this.#named];
  }

  /** What counts as volume: a list of who is on record has no pages, and a limit would close it to those who answer for it. */
  counted(): readonly DisclosedGroup[] {
    const groups = new Map<string, Group>();
    for (const [node, rows] of this.#handedOut) this.#addNode(node, rows, groups);
    const read = [...groups.values()].map((group) => ({ ...group, coordinates: [...group.coordinates].sort() }));
    return [...read, ...this.#others];
  }

  #addNode(node: RowNode, rows: readonly Row[], groups: Map<string, Group>): void {
    const { rowPlan, type, cells } = node;
    const kind = rowPlan.subject;
    if (kind === null) return;
    const all = subjectsOf(rows);
    const add = (coordinate: string, category: DataCategory | null, form: DisclosureForm, of: Subjects): void => {
      const key = `${kind} ${category} ${form} ${of.text}`;
      const known = groups.get(key);
      if (known !== undefined) known.coordinates.add(coordinate);
      else groups.set(key, { category, form, subjectKind: kind, ...of, coordinates: new Set([coordinate]) });
    };
    let shown = 0;
    for (const [field, cell] of rowPlan.cells) {
      const label = this.labels.fields[type]?.[field];
      // A field of objects shows nothing itself: their own fields do.
      if (label?.kind === 'PERSONAL' && label.composite) continue;
      const fixed = cells[field]?.form ?? null;
      const byForm = fixed === null ? byFormOf(rows, field) : new Map([[fixed, all]]);
      for (const [form, of] of byForm) add(`${type}.${field}`, cell.category, form, of);
      shown += 1;
    }
    // An opaque id, or a place in the list, alone: that there is such a row.
    if (shown === 0 && rowPlan.open.size > 0) {
      for (const field of rowPlan.open) add(`${type}.${field}`, null, 'PSEUDONYMISED', all);
    }
  }
}

interface Subjects {
  readonly rows: number;
  readonly references: readonly number[];
  /** The same for the same subjects and rows. */
  readonly text: string;
}

function subjectsOf(rows: readonly Row[]): Subjects {
  const references = [...new Set(rows.map((row) => Number((row.$origin ?? row).$key)))].sort((a, b) => a - b);
  return { rows: rows.length, references, text: `${rows.length} ${references.join()}` };
}

/** A row without a form keeps the cell to itself. */
function byFormOf(rows: readonly Row[], field: string): ReadonlyMap<DisclosureForm, Subjects> {
  const key = formKey(field);
  const grouped = Map.groupBy(rows, (row) => row[key] as DisclosureForm | null | undefined);
  const formed = [...grouped].flatMap(([form, of]) =>
    form === null || form === undefined ? [] : [[form, subjectsOf(of)] as const],
  );
  return new Map(formed);
}
