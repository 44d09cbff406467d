import { printGraphSchema } from '../graph/printGraphSchema.js';
import type { Command } from './command.js';

export const schemaPrintCommand: Command = {
  name: 'schema print',
  usage: '',
  summary: 'print the GraphQL schema with its governance directives',
  run: async (_args, { out }) => {
    out(printGraphSchema());
    return 0;
  },
};
