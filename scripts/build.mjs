// Turns the TypeScript rooms into dist/, file by file, without type checking (`npm run types` does that), so that
// `npm start` costs a fraction of a second. A file is rebuilt when its source, this configuration or the compiler changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const rooms = ['src', 'directives', 'migrations', 'schema', 'bench'];
const dist = join(root, 'dist');
const stampFile = join(dist, '.stamps.json');

if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error(
    `Noren runs on Node 22 or later and got ${process.versions.node}. On Linux \`npm ci\` brings Node 24 along; ` +
      'elsewhere, or with optional dependencies switched off, install Node 22.17 or later.',
  );
  process.exit(1);
}

/** All at once: another command may be building or running beside this one. */
function writeWhole(file, text) {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

const digest = (...parts) => createHash('sha256').update(parts.join('\0')).digest('base64');
const settings = readFileSync(join(root, '.swcrc'), 'utf8') + readFileSync(fileURLToPath(import.meta.url), 'utf8');
const stamps = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
const fresh = {};
const stale = [];

for (const room of rooms) {
  if (!existsSync(join(root, room))) continue;
  for (const name of readdirSync(join(root, room), { recursive: true })) {
    if (!name.endsWith('.ts') || name.endsWith('.d.ts') || name.includes('node_modules')) continue;
    const path = join(room, name);
    const source = readFileSync(join(root, path), 'utf8');
    fresh[path] = digest(settings, source);
    const target = join(dist, path.replace(/\.ts$/, '.js'));
    if (stamps[path] !== fresh[path] || !existsSync(target)) stale.push({ path, source, target });
  }
}

if (stale.length > 0) {
  const { transformSync } = await import('@swc/core');
  const options = JSON.parse(readFileSync(join(root, '.swcrc'), 'utf8'));
  delete options.$schema;
  for (const { path, source, target } of stale) {
    const { code, map } = transformSync(source, {
      ...options,
      swcrc: false,
      filename: path,
      sourceFileName: join(root, path),
    });
    mkdirSync(dirname(target), { recursive: true });
    writeWhole(target, `${code}\n//# sourceMappingURL=${target.split(/[\\/]/).pop()}.map\n`);
    writeWhole(`${target}.map`, map ?? '{}');
  }
}
const gone = Object.keys(stamps).filter((path) => !(path in fresh));
for (const path of gone) rmSync(join(dist, path.replace(/\.ts$/, '.js')), { force: true });
if (stale.length > 0 || gone.length > 0) {
  mkdirSync(dist, { recursive: true });
  writeWhole(stampFile, JSON.stringify(fresh));
}
