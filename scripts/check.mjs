// Every check of the project, cheapest first, stopping at the first that fails. CI runs this and nothing else (.ci/run).
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const environment = { ...process.env, PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}` };

const run = (command, ...args) =>
  spawnSync(command, args, { cwd: root, env: environment, stdio: 'inherit' }).status === 0;

/** Emitted beside, and compared byte by byte: a stale file is a difference to git or not, committed or not. */
function schemaIsFresh() {
  const folder = mkdtempSync(join(tmpdir(), 'noren-schema-'));
  try {
    const emitted = join(folder, 'schema.graphql');
    const committed = join(root, 'schema/schema.graphql');
    if (!run('node', 'scripts/build.mjs') || !run('node', 'dist/src/cli/emitSchema.js', emitted)) return false;
    if (existsSync(committed) && readFileSync(emitted).equals(readFileSync(committed))) return true;
    console.error('schema/schema.graphql is not what the code says. Run `npm run schema` and read the difference.');
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function documentsAreFresh() {
  if (run('graphql-codegen', '--config', 'codegen.yml', '--check')) return true;
  console.error('schema/operations.generated.ts is not what schema/operations/ says. Run `npm run codegen`.');
  return false;
}

const STEPS = [
  ['format', () => run('prettier', '--check', '--log-level', 'warn', '.')],
  ['types', () => run('tsc', '-p', '.', '--noEmit')],
  ['lint and arrows', () => run('eslint', '.')],
  ['dead code', () => run('knip')],
  ['emitted schema', schemaIsFresh],
  ['typed documents', documentsAreFresh],
  ['tests', () => run('npm', 'test', '--silent')],
];

const done = [];
for (const [name, step] of STEPS) {
  console.log(`\n== ${name}`);
  const start = performance.now();
  const passed = step();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  done.push(`${passed ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)`);
  if (!passed) {
    console.error(`\n${done.join('\n')}\ncheck: ${name} failed; the steps after it did not run.`);
    process.exit(1);
  }
}
console.log(`\n${done.join('\n')}\ncheck: all ${done.length} steps passed.`);
