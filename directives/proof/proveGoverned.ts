import { isObjectType, type GraphQLSchema } from 'graphql';
import { outputFields } from '../elements.js';
import { isGovernedAs } from '../governedMark.js';
import { readLabels } from '../readLabels.js';
import { refuse } from './proveSchema.js';

/**
 * Refuses a schema in which a personal or required field has no wrapped resolver: `applyGovernance` was not run, or something after it put in
 * another resolver.
 * @throws NorenError BAD_SCHEMA.
 */
export function proveGoverned(schema: GraphQLSchema): void {
  const labels = readLabels(schema);
  const open = outputFields(schema).filter(({ coordinate, type, field }) => {
    const label = labels.fields[type.name]?.[field.name];
    const governed = label?.kind === 'PERSONAL' || (label?.requires ?? null) !== null;
    return isObjectType(type) && governed && !isGovernedAs(field.resolve, coordinate);
  });
  refuse(
    open.map(({ coordinate }) => ({
      coordinate,
      fault: 'has a resolver that is not governed; run applyGovernance last',
    })),
  );
}
