import { registerEnumType } from 'type-graphql';
import { CONDITIONS, LIFE_STAGES } from '../../policy/vocabulary.js';
import { LACK_NAMES, type Lack } from '../../policy/tools/orderlyFacts.js';
import { enumObject } from '../types/enums.js';

export const LifeStageEnum = enumObject(LIFE_STAGES);
registerEnumType(LifeStageEnum, { name: 'LifeStage', description: 'How old a person is, as far as rights follow it.' });

export const PolicyConditionEnum = enumObject(CONDITIONS);
registerEnumType(PolicyConditionEnum, {
  name: 'PolicyCondition',
  description: 'What a cell of the matrix may depend on.',
});

const LACKS = LACK_NAMES.map((name) => name.toUpperCase().replaceAll('-', '_'));
export const RegisterLackEnum = enumObject(LACKS);
registerEnumType(RegisterLackEnum, { name: 'RegisterLack', description: 'What may not be in order in the registers.' });

export function lackNamed(name: string): Lack | undefined {
  return LACK_NAMES[LACKS.indexOf(name)];
}

export const GateVerdictEnum = enumObject(['PASSES', 'LOWERS', 'REFUSES', 'ROW', 'NOT_ASKED']);
registerEnumType(GateVerdictEnum, {
  name: 'GateVerdict',
  description: 'ROW: it differs from subject to subject. NOT_ASKED: an earlier gate refused.',
});

export const FindingSeverityEnum = enumObject(['ERROR', 'WARNING']);
registerEnumType(FindingSeverityEnum, { name: 'FindingSeverity' });

/** Enums of this folder that stand in arguments: words, which say nothing of a person. */
export const POLICY_WORD_ENUMS = [
  'Role',
  'SubPurpose',
  'SubjectKind',
  'LifeStage',
  'PolicyCondition',
  'RegisterLack',
] as const;
