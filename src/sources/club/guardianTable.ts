import { classedColumns, combinationSql } from '../classedColumns.js';
import { memberCodeColumns, personColumns, personLifeStage, todayParameter } from '../personColumns.js';
import type { SourceTable, Sql } from '../sourceTable.js';
import { activeOn } from './activeOn.js';

/**
 * No source has the segment: whoever reads the rows puts it in the place of what these columns say, by the analysis store. They say where it
 * may come out, and as the class of which combination.
 */
export const SEGMENT_FIELD = 'purchaseSegment';
export const AS_IT_IS = '*';

const ownClass: Sql = (parameters, facts) => {
  const today = todayParameter(parameters, facts);
  const classes = parameters.named('ownClasses', () => facts.ownClasses, 'int4[]');
  return `EXISTS (SELECT FROM guardian_links sl JOIN enrolments se ON se.child_id = sl.child_id AND ${activeOn('se', 'enrolled_on', today)}
    WHERE sl.guardian_id = g.id AND ${activeOn('sl', 'started_on', today)} AND se.class_id = ANY(${classes}))`;
};

/** Guardians of participating children (subject kind GUARDIAN). */
export const guardianTable: SourceTable = {
  source: 'club',
  from: 'guardians g',
  key: 'g.id',
  keyType: 'int4',
  personal: {
    ...personColumns('g'),
    memberCode: memberCodeColumns('g.member_code'),
    registeredOn: { RAW: 'g.registered_on' },
    leftOn: { RAW: 'g.left_on' },
    familyRegisteredOn: { RAW: '(SELECT f.registered_on FROM families f WHERE f.id = g.family_id)' },
    [SEGMENT_FIELD]: { GENERALISED: `'${AS_IT_IS}'` },
    member: {},
    guardianLinks: {},
    advertisingOptIns: {},
    campaignEntries: {},
  },
  classed: {
    ...classedColumns('g'),
    [SEGMENT_FIELD]: (parameters, facts) => combinationSql('g', parameters, facts),
  },
  open: {},
  links: { memberCode: 'g.member_code' },
  conditions: {
    CURRENT: (parameters, facts) => `g.left_on IS NULL OR g.left_on > ${todayParameter(parameters, facts)}`,
    OPT_IN:
      "EXISTS (SELECT FROM advertising_opt_ins o WHERE o.subject_kind = 'GUARDIAN' AND o.subject_id = g.id AND o.giver_kind = 'GUARDIAN' AND o.giver_id = g.id AND o.state = 'OPTED_IN')",
    OWN_CLASS: ownClass,
    OWN_RECORD: (parameters, facts) => `g.id = ${parameters.named('selfKey', () => facts.selfKey, 'int4')}`,
  },
  lifeStage: personLifeStage('g'),
  living: 'g.deceased_on IS NULL',
};

/** The same rows reached from a child: batched by child, active links only. */
export const guardianOfChildTable: SourceTable = {
  ...guardianTable,
  from: (parameters, facts) =>
    `guardian_links l JOIN guardians g ON g.id = l.guardian_id AND ${activeOn('l', 'started_on', todayParameter(parameters, facts))}`,
  links: { ...guardianTable.links, parent: 'l.child_id' },
};
