import { DirectiveLocation, GraphQLDirective, GraphQLNonNull } from 'graphql';
import type { DataCategory, DisclosureForm } from '../src/policy/vocabulary.js';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import { dataCategoryEnum, disclosureFormEnum } from './policyEnums.js';

export interface PersonalArguments {
  readonly category: DataCategory;
  /** Output: the best form that it shows (objects: the least form that opens them). Input: the form that using it gives away. @default RAW */
  readonly reveals?: DisclosureForm;
}

export const personalDirective = new GraphQLDirective({
  name: 'personal',
  description:
    'Output: what the field is and the form that it shows at best. Input: filtering, sorting or grouping by it gives away this category ' +
    'at form `reveals`.',
  locations: [
    DirectiveLocation.FIELD_DEFINITION,
    DirectiveLocation.INPUT_FIELD_DEFINITION,
    DirectiveLocation.ARGUMENT_DEFINITION,
    DirectiveLocation.ENUM_VALUE,
  ],
  args: {
    category: { type: new GraphQLNonNull(dataCategoryEnum) },
    reveals: { type: new GraphQLNonNull(disclosureFormEnum), defaultValue: 'RAW' },
  },
});

export function personalUse({ category, reveals }: PersonalArguments): string {
  return directiveUse('personal', { category, reveals });
}

export function Personal(args: PersonalArguments): LabelDecorator {
  return decorateWith(personalUse(args));
}
