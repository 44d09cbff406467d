import { registerEnumType } from 'type-graphql';
import { DATA_CATEGORIES, PURPOSES, ROLES, SUBJECT_KINDS } from '../../policy/vocabulary.js';
import { enumObject } from './enums.js';

export const PurposeEnum = enumObject(PURPOSES);
registerEnumType(PurposeEnum, { name: 'Purpose', description: 'What a request is for.' });

export const RoleEnum = enumObject(ROLES);
registerEnumType(RoleEnum, { name: 'Role', description: 'What a caller is.' });

export const DataCategoryEnum = enumObject(DATA_CATEGORIES);
registerEnumType(DataCategoryEnum, { name: 'DataCategory', description: 'What a personal field is.' });

export const SubjectKindEnum = enumObject(SUBJECT_KINDS);
registerEnumType(SubjectKindEnum, { name: 'SubjectKind', description: 'Whose data it is.' });
