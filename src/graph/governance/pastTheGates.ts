import type { GateId } from '../../policy/gates/gate.js';

/** What a person lacks for these gates is recorded by these very mutations, and at the start nobody has any of it. */
const PAPERS: readonly GateId[] = ['G0', 'G3', 'G4'];
/** A duty towards persons, which does not end when a contract, an attestation or joint use does; and the help in an emergency. */
const ALL: readonly GateId[] = ['G0', 'G1', 'G2', 'G3', 'G4', 'G5', 'G6'];

/** The gates that do not stand before a field or mutation of governance, by coordinate; what is not listed passes all of them. */
export const PAST_THE_GATES: Readonly<Record<string, readonly GateId[]>> = {
  'Mutation.recordOrganisation': ['G0', 'G4'],
  'Mutation.recordAppointment': PAPERS,
  'Mutation.recordDepartment': PAPERS,
  'Mutation.recordDepartmentMember': PAPERS,
  'Mutation.recordRuleBook': PAPERS,
  'Mutation.recordRuleAcknowledgement': PAPERS,
  'Mutation.recordTraining': PAPERS,
  'Mutation.recordBulletinReceipt': PAPERS,
  'Mutation.recordAttestation': ALL,
  'Mutation.endAttestation': ALL,
  'Query.changeNotices': ALL,
  'Mutation.acknowledgeChange': ALL,
  'Query.stopNotices': ALL,
  'Mutation.recordStopAcknowledgement': ALL,
  'Mutation.recordBreakGlass': ALL,
  'Mutation.endBreakGlass': ALL,
};

/**
 * What may be done in a role before its office is on record: the head of a department fills the vacant office (A8-1). The register asks
 * for the office as soon as any head has it.
 */
export const WITHOUT_OFFICE: readonly string[] = ['DEPT_MANAGER Mutation.recordAppointment'];
