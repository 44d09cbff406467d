import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printGraphSchema } from '../graph/printGraphSchema.js';
import { projectRoot } from '../projectRoot.js';

/** Usage: emitSchema.js [FILE]; without a file it renews schema/schema.graphql. */
const [file = join(projectRoot, 'schema/schema.graphql')] = process.argv.slice(2);
writeFileSync(file, printGraphSchema());
