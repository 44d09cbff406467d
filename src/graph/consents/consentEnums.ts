import { registerEnumType } from 'type-graphql';
import { CONSENT_STATES, GIVER_RELATIONS } from '../../policy/consentRecord.js';
import { enumObject } from '../types/enums.js';

export const ConsentStateEnum = enumObject(CONSENT_STATES);
registerEnumType(ConsentStateEnum, {
  name: 'ConsentState',
  description: 'ISO/IEC TS 27560. GIVEN and RENEWED are a yes.',
});

export const GiverRelationEnum = enumObject(GIVER_RELATIONS);
registerEnumType(GiverRelationEnum, { name: 'GiverRelation', description: 'As whom the giver spoke.' });
