import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { buildGraphSchema } from './buildGraphSchema.js';

/** The published schema with every label in place, as schema/schema.graphql holds it. */
export function printGraphSchema(): string {
  return `${printSchemaWithDirectives(buildGraphSchema().schema).trimEnd()}\n`;
}
