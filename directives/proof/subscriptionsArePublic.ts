import { getNamedType } from 'graphql';
import { hasPersonalFields, kindsBehind, labelOf, rowTypesBehind, type SchemaRule } from './schemaFacts.js';

/** Withdrawn consent has to stop a stream that has begun (A16); that is not built, so nothing personal is streamed. */
export const subscriptionsArePublic: SchemaRule = (facts) =>
  facts.fields.flatMap((output) => {
    if (output.type !== facts.schema.getSubscriptionType()) return [];
    const type = getNamedType(output.field.type);
    const personal = [...rowTypesBehind(facts, type)].some((name) => hasPersonalFields(facts, name));
    const open = labelOf(facts, output).kind === 'PUBLIC' && !personal && kindsBehind(facts, type).size === 0;
    return open
      ? []
      : [{ coordinate: output.coordinate, fault: 'subscribes to personal data; only @public events can be streamed' }];
  });
