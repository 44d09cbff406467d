import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printGraphSchema } from '../graph/printGraphSchema.js';
import { projectRoot } from '../projectRoot.js';

const USAGE = 'Usage: emitSchema.js [FILE]; without a file it renews schema/schema.graphql.\n';

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean', short: 'h' } },
  allowPositionals: true,
});
if (values.help === true) process.stdout.write(USAGE);
else writeFileSync(positionals[0] ?? join(projectRoot, 'schema/schema.graphql'), printGraphSchema());
