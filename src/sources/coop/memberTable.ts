import { memberCodeColumns, personColumns, personLifeStage } from '../personColumns.js';
import type { SourceTable } from '../sourceTable.js';

/** Members of the co-op. Reached from the root they are COOP_MEMBER; from a guardian they are that guardian's own record. */
export const memberTable: SourceTable = {
  source: 'coop',
  from: 'members m',
  key: 'm.id',
  keyType: 'int4',
  personal: {
    ...personColumns('m'),
    memberCode: memberCodeColumns('m.member_code'),
    joinedOn: { RAW: 'm.joined_on' },
    isEmployee: { RAW: 'm.is_employee' },
    purchases: {},
  },
  open: {},
  links: {},
  conditions: {
    OWN_RECORD: (parameters, facts) => `m.id = ${parameters.named('selfKey', () => facts.selfKey, 'int4')}`,
  },
  lifeStage: personLifeStage('m'),
  living: 'm.deceased_on IS NULL',
};

/** The same rows reached from a guardian by member code: the subject's conditions are those of the guardian's row, flags those of either. */
export const memberOfGuardianTable: SourceTable = {
  ...memberTable,
  key: 'm.member_code',
  keyType: 'text',
  id: 'm.id',
  ownSubject: { kind: 'COOP_MEMBER', key: 'm.id' },
  links: { parent: 'm.member_code', member: 'm.id' },
  conditions: {},
};
