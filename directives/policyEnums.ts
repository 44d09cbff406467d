import { GraphQLEnumType } from 'graphql';
import { DATA_CATEGORIES, DISCLOSURE_FORMS, PURPOSES, ROLES, SUBJECT_KINDS } from '../src/policy/vocabulary.js';

/** An enum type whose inner values are its names, as the policy room spells them. */
export function enumOf(name: string, values: readonly string[], description: string): GraphQLEnumType {
  return new GraphQLEnumType({
    name,
    description,
    values: Object.fromEntries(values.map((value) => [value, { value }])),
  });
}

export const dataCategoryEnum = enumOf('DataCategory', DATA_CATEGORIES, 'What a personal field is.');
export const disclosureFormEnum = enumOf('DisclosureForm', DISCLOSURE_FORMS, 'How much of it is shown, weakest first.');
export const subjectKindEnum = enumOf('SubjectKind', SUBJECT_KINDS, 'Whose data it is.');
export const roleEnum = enumOf('Role', ROLES, 'What a caller is.');
export const purposeEnum = enumOf('Purpose', PURPOSES, 'What a request is for.');
