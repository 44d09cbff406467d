import { registerEnumType } from 'type-graphql';
import {
  DATA_CATEGORIES,
  DISCLOSURE_FORMS,
  PURPOSES,
  RECIPIENT_CLASSES,
  ROLES,
  SUBJECT_KINDS,
  SUB_PURPOSES,
} from '../../policy/vocabulary.js';
import { enumObject } from './enums.js';

export const PurposeEnum = enumObject(PURPOSES);
registerEnumType(PurposeEnum, { name: 'Purpose', description: 'What a request is for.' });

export const SubPurposeEnum = enumObject(SUB_PURPOSES);
registerEnumType(SubPurposeEnum, { name: 'SubPurpose', description: 'What an analysis is for.' });

export const RoleEnum = enumObject(ROLES);
registerEnumType(RoleEnum, { name: 'Role', description: 'What a caller is.' });

export const DataCategoryEnum = enumObject(DATA_CATEGORIES);
registerEnumType(DataCategoryEnum, { name: 'DataCategory', description: 'What a personal field is.' });

export const SubjectKindEnum = enumObject(SUBJECT_KINDS);
registerEnumType(SubjectKindEnum, { name: 'SubjectKind', description: 'Whose data it is.' });

export const DisclosureFormEnum = enumObject(DISCLOSURE_FORMS);
registerEnumType(DisclosureFormEnum, {
  name: 'DisclosureForm',
  description: 'How much of it is shown, weakest first.',
});

export const RecipientClassEnum = enumObject(RECIPIENT_CLASSES);
registerEnumType(RecipientClassEnum, {
  name: 'RecipientClass',
  description: 'What an organisation is as a recipient.',
});
