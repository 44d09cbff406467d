import { formKey } from '../../../directives/governedRow.js';
import type { SchemaLabels } from '../../../directives/schemaLabels.js';
import { shownForm } from '../../../directives/shownForm.js';
import type { GlobalIdType } from '../../disclosure/globalId.js';
import { GLOBAL_ID_TYPES } from '../../disclosure/globalId.js';
import { settleFully, type FullySettled, type SubjectFacts } from '../../policy/settleFully.js';
import type { DataCategory, DisclosureForm, LifeStage } from '../../policy/vocabulary.js';
import type { Row } from '../rows/row.js';
import type { RowSubject } from '../rows/subjectFactsOf.js';
import type { SaidOfRows } from './report.js';
import type { RowNode } from './rowNode.js';

export interface RowReasonsOptions {
  readonly labels: SchemaLabels;
  /** What holds of one subject, by key. */
  readonly factsOf: (category: DataCategory, subject: RowSubject) => SubjectFacts;
  readonly idOf: (type: GlobalIdType, id: number) => string;
}

/**
 * Why each row came out as it did, for those who may know it of single persons: the person, the auditor, who answers for protection. Rows
 * with the same reason are told together. What would not give the form that did come out is not told at all.
 */
export function rowReasons(
  handedOut: Iterable<readonly [RowNode, readonly Row[]]>,
  options: RowReasonsOptions,
): readonly SaidOfRows[] {
  const groups = new Map<string, SaidOfRows & { readonly ids: string[] }>();
  for (const [node, rows] of handedOut) {
    const type = GLOBAL_ID_TYPES.find((known) => known === node.type);
    const kind = node.rowPlan.subject;
    // A purchase, or whatever inherits its subject, is told of with the row that it belongs to.
    if (type === undefined || kind === null) continue;
    for (const [field, { category }] of node.rowPlan.cells) {
      for (const row of rows) {
        if (row.$origin !== undefined) continue;
        const settled = reasonOf(node, field, category, row, options);
        if (settled === null) continue;
        const { form, reason, rule, clauses, missing, gate } = settled;
        const coordinate = `${node.type}.${field}`;
        const key = JSON.stringify([node.path, coordinate, form, reason, rule, missing]);
        const group = groups.get(key) ?? {
          path: node.path,
          coordinate,
          form,
          reason,
          rule,
          clauses,
          needs: missing,
          gate,
          ids: [],
        };
        groups.set(key, group);
        group.ids.push(options.idOf(type, row.$id));
      }
    }
  }
  return [...groups.values()];
}

function reasonOf(
  node: RowNode,
  field: string,
  category: DataCategory,
  row: Row,
  { labels, factsOf }: RowReasonsOptions,
): FullySettled | null {
  const label = labels.fields[node.type]?.[field];
  const kind = node.rowPlan.subject;
  if (label?.kind !== 'PERSONAL' || label.composite || kind === null) return null;
  const actual = (node.cells[field]?.form ?? row[formKey(field)] ?? 'DENIED') as DisclosureForm;
  const facts = factsOf(category, { kind, key: Number(row.$key), shape: node.shape });
  const shown = ({ form }: FullySettled): DisclosureForm => shownForm(label.offers, form);
  const decision = node.decisionOf(category, row['$lifeStage'] as LifeStage | undefined);
  const settled = decision && settleFully(decision, facts);
  return settled !== null && shown(settled) === actual ? settled : null;
}
