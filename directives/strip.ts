import { DirectiveLocation, GraphQLDirective } from 'graphql';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';

export const stripDirective = new GraphQLDirective({
  name: 'strip',
  description: 'No lower form is offered: the value as `reveals` says, or null.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
});

export function stripUse(): string {
  return directiveUse('strip');
}

export function Strip(): LabelDecorator {
  return decorateWith(stripUse());
}
