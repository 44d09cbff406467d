import { classedColumns } from '../classedColumns.js';
import { lifeStageSql } from '../../disclosure/lifeStageSql.js';
import { maskMemberCodeSql } from '../../disclosure/maskMemberCode.js';
import { schoolGradeSql } from '../../disclosure/schoolGrade.js';
import { personColumns, personLifeStage, todayParameter } from '../personColumns.js';
import type { FieldColumns, RowFacts, SourceTable, Sql } from '../sourceTable.js';
import type { Parameters } from '../sql.js';
import { activeOn } from './activeOn.js';

const OPT_INS = "FROM advertising_opt_ins o WHERE o.subject_kind = 'CHILD_PARTICIPANT' AND o.subject_id = c.id";

/**
 * Whether the competent giver opted in to advertising for the child: a guardian without a harm flag below 16, the child from 16, and a "no" of the
 * child or of an active guardian always wins (A4-3; competent giver by age).
 */
const optIn: Sql = (parameters, facts) => {
  const today = todayParameter(parameters, facts);
  const linked = `SELECT ol.guardian_id FROM guardian_links ol WHERE ol.child_id = c.id AND ${activeOn('ol', 'started_on', today)}`;
  const guardians = `o.giver_kind = 'GUARDIAN' AND o.giver_id IN (${linked})`;
  const child = `o.giver_kind = 'CHILD_PARTICIPANT' AND o.giver_id = c.id`;
  const stage = lifeStageSql('c.birth_date', 'c.deceased_on', today);
  const refused = (giver: string) => `EXISTS (SELECT ${OPT_INS} AND ${giver} AND o.state = 'OPTED_OUT')`;
  const given = (giver: string) => `EXISTS (SELECT ${OPT_INS} AND ${giver} AND o.state = 'OPTED_IN')`;
  const harmless = `o.giver_kind = 'GUARDIAN' AND o.giver_id IN (${linked} AND NOT ol.harm_flag)`;
  return `NOT ${refused(child)} AND CASE ${stage}
    WHEN 'UNDER_16' THEN ${given(harmless)} AND NOT ${refused(guardians)}
    WHEN 'AGE_16_17' THEN ${given(child)} AND NOT ${refused(guardians)}
    WHEN 'ADULT' THEN ${given(child)}
    ELSE FALSE END`;
};

const linkOfSelf = (parameters: Parameters, facts: RowFacts): string =>
  `guardian_links zl WHERE zl.child_id = c.id AND zl.guardian_id = ${parameters.named('selfGuardian', () => facts.selfGuardian, 'int4')}`;

/** Participating children (subject kind CHILD_PARTICIPANT). */
export const childTable: SourceTable = {
  source: 'club',
  from: 'children c',
  key: 'c.id',
  keyType: 'int4',
  personal: {
    ...personColumns('c'),
    memberCode: childMemberCode(),
    schoolGrade: {
      GENERALISED: (parameters, facts) => schoolGradeSql('c.birth_date', todayParameter(parameters, facts)),
    },
    registeredOn: { RAW: 'c.registered_on' },
    leftOn: { RAW: 'c.left_on' },
    familyRegisteredOn: { RAW: '(SELECT f.registered_on FROM families f WHERE f.id = c.family_id)' },
    enrolments: {},
    guardianLinks: {},
    advertisingOptIns: {},
  },
  classed: classedColumns('c'),
  open: {},
  links: {},
  conditions: {
    CURRENT: (parameters, facts) => `c.left_on IS NULL OR c.left_on > ${todayParameter(parameters, facts)}`,
    OPT_IN: optIn,
    OWN_CLASS: (parameters, facts) =>
      `EXISTS (SELECT FROM enrolments se WHERE se.child_id = c.id AND ${activeOn('se', 'enrolled_on', todayParameter(parameters, facts))} AND se.class_id = ANY(${parameters.named('ownClasses', () => facts.ownClasses, 'int4[]')}))`,
    OWN_RECORD: (parameters, facts) => `c.id = ${parameters.named('selfKey', () => facts.selfKey, 'int4')}`,
    LINKED_CHILD: (parameters, facts) => `EXISTS (SELECT FROM ${linkOfSelf(parameters, facts)})`,
    GUARDIAN_LINK: (parameters, facts) =>
      `EXISTS (SELECT FROM ${linkOfSelf(parameters, facts)} AND ${activeOn('zl', 'started_on', todayParameter(parameters, facts))} AND NOT zl.harm_flag)`,
  },
  lifeStage: personLifeStage('c'),
  living: 'c.deceased_on IS NULL',
};

/** The same rows reached from a guardian: batched by guardian, active links only. */
export const childOfGuardianTable: SourceTable = {
  ...childTable,
  from: (parameters, facts) =>
    `guardian_links l JOIN children c ON c.id = l.child_id AND ${activeOn('l', 'started_on', todayParameter(parameters, facts))}`,
  links: { ...childTable.links, parent: 'l.guardian_id' },
};

/** The family's member code: that of the first guardian with an active link who has one. */
function childMemberCode(): FieldColumns {
  const code =
    (columns: string): Sql =>
    (parameters, facts) =>
      `(SELECT ${columns} FROM guardian_links ml JOIN guardians mg ON mg.id = ml.guardian_id WHERE ml.child_id = c.id AND ${activeOn('ml', 'started_on', todayParameter(parameters, facts))} AND mg.member_code IS NOT NULL AND mg.deceased_on IS NULL AND mg.left_on IS NULL ORDER BY ml.id LIMIT 1)`;
  return { RAW: code('mg.member_code'), MASKED: code(maskMemberCodeSql('mg.member_code')) };
}
