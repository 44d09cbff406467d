import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { buildGraphSchema } from './buildGraphSchema.js';

/**
 * The published schema as text with every applied directive: what introspection can't show, and what readers of the labels need.
 * The same code gives the same bytes.
 */
export function printGraphSchema(): string {
  return `# Emitted from the code by \`npm run schema\`. Not edited by hand.\n\n${printSchemaWithDirectives(buildGraphSchema().schema)}\n`;
}
