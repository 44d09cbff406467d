import { emailColumns, nameColumns, phoneColumns, todayParameter } from '../personColumns.js';
import type { RowFacts, SourceTable } from '../sourceTable.js';
import type { Parameters } from '../sql.js';

/** Rows that are about the same subject as the row above them. */
const ofTheParent = {
  source: 'broadcaster',
  keyType: 'int4',
  open: {},
  conditions: {},
  lifeStage: null,
  living: null,
} as const;

/** Staff and contractors of the broadcaster (subject kind OFFICER_OR_EMPLOYEE). */
export const staffTable: SourceTable = {
  source: 'broadcaster',
  from: 'staff st',
  key: 'st.id',
  keyType: 'int4',
  personal: {
    name: nameColumns('st', 'family_name', 'given_name'),
    kana: nameColumns('st', 'family_kana', 'given_kana'),
    phone: phoneColumns('st.phone'),
    email: emailColumns('st.email'),
    assignments: {},
    sessions: {},
  },
  open: { organisation: 'st.organisation', jobTitle: 'st.job_title' },
  links: {},
  conditions: {
    OWN_RECORD: (parameters, facts) => `st.id = ${parameters.named('selfKey', () => facts.selfKey, 'int4')}`,
  },
  lifeStage: null,
  living: 'TRUE',
};

/** The same rows reached from a class: batched by class, assignments in force on `today`. */
export const staffOfClassTable: SourceTable = {
  ...staffTable,
  from: 'assignments a JOIN staff st ON st.id = a.staff_id',
  links: { parent: 'a.class_reference' },
};

/** Classes that a member of staff was or is in charge of: data of the same person. */
export const assignmentTable: SourceTable = {
  ...ofTheParent,
  from: 'assignments sa',
  key: 'sa.staff_id',
  id: 'sa.id',
  personal: { startsOn: { RAW: 'sa.starts_on' }, endsOn: { RAW: 'sa.ends_on' }, class: {} },
  links: { parent: 'sa.staff_id', class: 'sa.class_reference' },
};

/** Sessions that a member of staff held. */
export const sessionTable: SourceTable = {
  ...ofTheParent,
  from: 'sessions se',
  key: 'se.staff_id',
  id: 'se.id',
  personal: { heldOn: { RAW: 'se.held_on' }, topic: { RAW: 'se.topic' }, class: {} },
  links: { parent: 'se.staff_id', class: 'se.class_reference' },
};

/** Entries of a guardian in campaigns: data of the guardian. */
export const campaignEntryTable: SourceTable = {
  ...ofTheParent,
  from: 'campaign_entries ce',
  key: 'ce.guardian_reference',
  id: 'ce.id',
  personal: { enteredOn: { RAW: 'ce.entered_on' }, campaign: {} },
  links: { parent: 'ce.guardian_reference', campaign: 'ce.campaign_id' },
};

/** Assignments in force today. */
export function inForce(parameters: Parameters, facts: RowFacts): string {
  const today = todayParameter(parameters, facts);
  return `a.starts_on <= ${today} AND (a.ends_on IS NULL OR a.ends_on >= ${today})`;
}

const nothingPersonal = { personal: {}, conditions: {}, lifeStage: null, living: null } as const;

export const programmeTable: SourceTable = {
  ...nothingPersonal,
  source: 'broadcaster',
  from: 'programmes pg',
  key: 'pg.id',
  keyType: 'int4',
  open: { title: 'pg.title', genre: 'pg.genre', weekday: 'pg.weekday' },
  links: {},
};

export const campaignTable: SourceTable = {
  ...nothingPersonal,
  source: 'broadcaster',
  from: 'campaigns ca',
  key: 'ca.id',
  keyType: 'int4',
  open: { name: 'ca.name', startsOn: 'ca.starts_on', endsOn: 'ca.ends_on' },
  links: { programme: 'ca.programme_id' },
};
