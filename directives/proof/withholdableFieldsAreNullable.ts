import { isNonNullType } from 'graphql';
import { labelOf, type SchemaRule } from './schemaFacts.js';

/** A null that bubbles up would kill the siblings and show the decision (A22); a refused field (@requires) is null too. Elements of a list may be non-null. */
export const withholdableFieldsAreNullable: SchemaRule = (facts) =>
  facts.fields.flatMap((output) => {
    const label = labelOf(facts, output);
    const withholdable = label.kind === 'PERSONAL' || label.subject !== null || label.requires !== null;
    if (!withholdable || !isNonNullType(output.field.type)) return [];
    const fault = `can be withheld and is of the non-null type ${String(output.field.type)}; make it nullable`;
    return [{ coordinate: output.coordinate, fault }];
  });
