import type { Box } from './boxes.js';
import type { DataCategory, DisclosureForm, SubjectKind } from '../vocabulary.js';

/** Where the schema has subjects of a kind: one by its id, and many. */
const ROOTS: Readonly<Partial<Record<SubjectKind, readonly [single: string, list: string]>>> = {
  CHILD_PARTICIPANT: ['child', 'children'],
  GUARDIAN: ['guardian', 'guardians'],
  COOP_MEMBER: ['member', 'members'],
};

const FIELDS: Readonly<Record<Exclude<DataCategory, 'UNLISTED' | 'PURCHASE_HISTORY'>, string>> = {
  NAME: 'name',
  MEMBER_CODE: 'memberCode',
  SEX: 'sex',
  BIRTH_DATE: 'birthDate ageBand',
  ADDRESS: 'address municipality { code }',
  PHONE: 'phone',
  EMAIL: 'email',
};

const PURCHASES = 'purchases(first: 1) { month purchasedOn }';
const STATISTIC = '{ statistics { families(groupBy: [MUNICIPALITY]) { quote { epsilon } } } }';

/** A query that shows a change somewhere in the box; null: the schema has no field for it. */
export function showingQuery(box: Box, form: DisclosureForm): string | null {
  if (form === 'AGGREGATED') return STATISTIC;
  for (const subject of (box.subject ?? []) as readonly SubjectKind[]) {
    const root = ROOTS[subject];
    const fields = ((box.category ?? []) as readonly DataCategory[]).flatMap((category) => fieldsOf(subject, category));
    if (root === undefined || fields.length === 0) continue;
    const [single, list] = root;
    if (box.shape?.includes('LIST') === true) return `{ ${list}(first: 5) { nodes { ${fields.join(' ')} } } }`;
    return `query ($id: ID!) { ${single}(id: $id) { ${fields.join(' ')} } }`;
  }
  return null;
}

function fieldsOf(subject: SubjectKind, category: DataCategory): readonly string[] {
  if (category === 'UNLISTED') return [subject === 'COOP_MEMBER' ? 'joinedOn' : 'registeredOn'];
  if (category !== 'PURCHASE_HISTORY') return [FIELDS[category]];
  if (subject === 'COOP_MEMBER') return [PURCHASES];
  return subject === 'GUARDIAN' ? [`member { ${PURCHASES} }`] : [];
}
