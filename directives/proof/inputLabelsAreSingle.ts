import { useOf } from '../directiveUses.js';
import type { SchemaRule } from './schemaFacts.js';

/** An input is personal, or public, or a statistic's. */
export const inputLabelsAreSingle: SchemaRule = ({ schema, inputs }) =>
  inputs.flatMap(({ coordinate, element }) => {
    const own = (['personal', 'statistic', 'public'] as const).filter((name) => useOf(schema, element, name));
    if (own.length < 2) return [];
    return [
      { coordinate, fault: `carries ${own.map((name) => `@${name}`).join(' and ')}, which contradict each other` },
    ];
  });
