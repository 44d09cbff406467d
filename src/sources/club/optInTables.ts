import type { SourceTable } from '../sourceTable.js';

/** Words on advertising about a guardian, with their proof; the rows are about the same subject as their parent. */
export const optInOfGuardianTable = optInsOf('GUARDIAN');
export const optInOfChildTable = optInsOf('CHILD_PARTICIPANT');

function optInsOf(kind: 'GUARDIAN' | 'CHILD_PARTICIPANT'): SourceTable {
  return {
    source: 'club',
    from: `(SELECT * FROM advertising_opt_ins WHERE subject_kind = '${kind}') ao`,
    key: 'ao.subject_id',
    keyType: 'int4',
    id: 'ao.id',
    personal: {
      state: { RAW: 'ao.state' },
      givenAs: { RAW: `CASE WHEN ao.giver_kind = '${kind}' THEN 'SELF' ELSE 'GUARDIAN' END` },
      channel: { RAW: 'ao.channel' },
      proofReference: { RAW: 'ao.proof_reference' },
      recordedAt: { RAW: `to_char(ao.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')` },
    },
    open: {},
    links: { parent: 'ao.subject_id' },
    conditions: {},
    lifeStage: null,
    living: null,
  };
}
