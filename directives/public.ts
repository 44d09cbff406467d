import { DirectiveLocation, GraphQLDirective } from 'graphql';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';

export const publicDirective = new GraphQLDirective({
  name: 'public',
  description: 'Explicitly not personal. On a type: all of its fields or values that carry no label of their own.',
  locations: [
    DirectiveLocation.OBJECT,
    DirectiveLocation.INTERFACE,
    DirectiveLocation.FIELD_DEFINITION,
    DirectiveLocation.INPUT_OBJECT,
    DirectiveLocation.INPUT_FIELD_DEFINITION,
    DirectiveLocation.ARGUMENT_DEFINITION,
    DirectiveLocation.ENUM,
    DirectiveLocation.ENUM_VALUE,
  ],
});

export function publicUse(): string {
  return directiveUse('public');
}

export function Public(): LabelDecorator {
  return decorateWith(publicUse());
}
