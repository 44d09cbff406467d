import { defaultFieldResolver, type GraphQLFieldConfig, type GraphQLSchema } from 'graphql';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { markGoverned } from './governedMark.js';
import { governPersonal } from './personal.js';
import { readLabels } from './readLabels.js';
import { holdRequirement } from './requires.js';
import type { FieldLabel, SchemaLabels } from './schemaLabels.js';

type FieldConfig = GraphQLFieldConfig<unknown, unknown>;

/**
 * The schema with every personal or required field's resolver wrapped once, synchronously; the plan was made before, once a request.
 * `proveGoverned` checks that none was left out.
 */
export function applyGovernance(schema: GraphQLSchema, labels: SchemaLabels = readLabels(schema)): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (config, fieldName, typeName) => {
      const label = labels.fields[typeName]?.[fieldName];
      return label && govern(config as FieldConfig, fieldName, label);
    },
  });
}

function govern(config: FieldConfig, fieldName: string, label: FieldLabel): FieldConfig | undefined {
  if (label.kind !== 'PERSONAL' && label.requires === null) return undefined;
  const own = config.resolve === defaultFieldResolver ? undefined : config.resolve;
  const formed =
    label.kind === 'PERSONAL' ? governPersonal(fieldName, label, config.type, own) : (own ?? defaultFieldResolver);
  const held = label.requires ? holdRequirement(label.coordinate, label.requires, formed) : formed;
  return { ...config, resolve: markGoverned(held, label.coordinate) };
}
