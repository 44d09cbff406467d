import type { SourceTable } from '../sourceTable.js';

/**
 * The ties of a guardian. A harm flag is in none: to tell the guardian of it could endanger the child (A4-7b, APPI 33(2)(i)). A tie that carries one looks
 * like any that is disputed, since an active one whose child is not among the guardian's would tell as much.
 */
export const linkOfGuardianTable: SourceTable = {
  source: 'club',
  from: 'guardian_links gl',
  key: 'gl.guardian_id',
  keyType: 'int4',
  id: 'gl.id',
  personal: {
    relation: { RAW: 'gl.relation' },
    state: { RAW: `CASE WHEN gl.harm_flag AND gl.state = 'ACTIVE' THEN 'DISPUTED' ELSE gl.state END` },
    startedOn: { RAW: 'gl.started_on' },
    endedOn: { RAW: 'gl.ended_on' },
  },
  open: {},
  links: { parent: 'gl.guardian_id' },
  conditions: {},
  lifeStage: null,
  living: null,
};

/** The same rows reached from a child. */
export const linkOfChildTable: SourceTable = {
  ...linkOfGuardianTable,
  key: 'gl.child_id',
  links: { parent: 'gl.child_id' },
};
