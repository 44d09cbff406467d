import { inputLabelOf, type SchemaRule } from './schemaFacts.js';

/** Whoever may filter, sort or group by a column can find out what is in it (A19, A24, A25); so inputs are labelled like fields. */
export const inputsAreLabelled: SchemaRule = (facts) =>
  facts.inputs.flatMap(({ coordinate, owner }) => {
    const label = inputLabelOf(facts, coordinate);
    if (label.kind === 'UNLABELLED') {
      const where = owner ? `, or label ${owner.name} as a whole @public` : '';
      return [{ coordinate, fault: `is an input without a label; say @personal or @public${where}` }];
    }
    if (label.kind !== 'PERSONAL' || label.reveals !== 'DENIED') return [];
    return [{ coordinate, fault: 'reveals DENIED: whoever uses it learns at least AGGREGATED' }];
  });
