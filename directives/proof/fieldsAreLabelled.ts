import type { GraphQLSchema } from 'graphql';
import { useOf } from '../directiveUses.js';
import type { OutputField } from '../elements.js';
import { labelOf, type SchemaRule } from './schemaFacts.js';

/** Every field says what it is, and says it once: @personal and @subject go together, @requires with anything, the others alone. */
export const fieldsAreLabelled: SchemaRule = (facts) =>
  facts.fields.flatMap((output) => {
    const { coordinate } = output;
    const label = labelOf(facts, output);
    if (label.kind === 'UNLABELLED') {
      return [{ coordinate, fault: 'has no label; say @personal, @subject, @statistic, @requires or @public' }];
    }
    const { requires } = label;
    const several = ownLabels(facts.schema, output);
    return [
      ...(several.length > 1
        ? [{ coordinate, fault: `carries ${several.join(' and ')}, which contradict each other` }]
        : []),
      ...(requires && requires.roles.length + requires.purposes.length === 0
        ? [{ coordinate, fault: '@requires names no role and no purpose' }]
        : []),
    ];
  });

function ownLabels(schema: GraphQLSchema, { field }: OutputField): readonly string[] {
  const governed = (['personal', 'subject'] as const).filter((name) => useOf(schema, field, name));
  const alone = (['statistic', 'public'] as const).filter((name) => useOf(schema, field, name));
  const together = governed.map((name) => `@${name}`).join(' ');
  return [...(together === '' ? [] : [together]), ...alone.map((name) => `@${name}`)];
}
