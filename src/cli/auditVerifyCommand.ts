import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { CheckpointFolder } from '../audit/checkpoint/checkpointFolder.js';
import { logFolder } from '../audit/checkpoint/logFolder.js';
import { parseVerifierKey, verifierKeyOf } from '../audit/checkpoint/signedNote.js';
import { toldOf } from '../audit/export/continuedLogs.js';
import { verifyExport, type Verdict } from '../audit/export/verifyExport.js';
import { NorenError } from '../errors.js';
import type { Command } from './command.js';

const USAGE = `Usage: noren audit verify FILE|FOLDER [--key KEY|FILE] [--checkpoints FOLDER] [--before FILE] [--unsigned-tail]

FILE: an export; FOLDER: one that holds it as audit.jsonl, with checkpoints beside it. --key: the verifier key that you trust, or a file
with it; without one, that of the export. --checkpoints: notes that were kept elsewhere, or NOREN_CHECKPOINTS, which holds a folder of
each log. --before: an export of a log that this one goes on after (\`noren audit continue\`), which is verified too and must fit it.
--unsigned-tail: the last entries may be signed by nobody yet. Nothing else is asked: no database, no gateway.
Exit code: 0 all holds, 1 something does not (the first wrong entry is named), 2 not understood.
`;

export const auditVerifyCommand: Command = {
  name: 'audit verify',
  usage: 'FILE|FOLDER [--key KEY]',
  summary: 'check an exported audit log offline: entries, order, tree, subjects, signatures',
  help: USAGE,
  run: async (args, { out, err }) => {
    const options = {
      key: { type: 'string' },
      checkpoints: { type: 'string' },
      before: { type: 'string' },
      'unsigned-tail': { type: 'boolean', default: false },
    } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [place] = positionals;
    if (place === undefined || positionals.length > 1) return (err(USAGE), 2);
    for (const each of [place, values.before ?? place])
      if (!existsSync(each)) throw new NorenError('BAD_INPUT', `${each}: is not there.`);
    const isFolder = statSync(place).isDirectory();
    const file = isFolder ? join(place, 'audit.jsonl') : place;
    const beside = isFolder ? await new CheckpointFolder(place).notes() : [];
    const { origin, key: named } = await headerOf(file);
    const elsewhere = values.checkpoints === undefined ? [] : await notesIn(values.checkpoints, origin);
    const key = values.key === undefined ? named : keyOf(values.key);
    if (values.key === undefined) err('No --key: checked against the key that the export itself names.\n');
    const mayEndUnsigned = values['unsigned-tail'];
    const verify = async (notes: readonly string[]) => verifyExport(linesOf(file), { key, notes, mayEndUnsigned });
    const once = await verify([...beside, ...elsewhere]);
    // Which logs came before is known once the entries are read.
    const earlier = await notesOfEarlier(values.checkpoints, once);
    const verdict = earlier.length === 0 ? once : await verify([...beside, ...elsewhere, ...earlier]);
    if (!told(verdict, out)) return 1;
    if (values.before === undefined) return 0;
    return told(await verifyBefore(values.before, key, verdict), out) ? 0 : 1;
  },
};

function told({ entries, checkpoints, continued, problem }: Verdict, out: (text: string) => void): boolean {
  if (problem !== null) {
    const where = problem.index === null ? 'The export' : `Entry ${problem.index}`;
    return (out(`${where}: ${problem.why}.\n`), false);
  }
  for (const { index, continues, size, reason } of continued)
    out(`Entry ${index}: the log goes on after ${size} signed entries of ${continues} (${reason}).\n`);
  return (out(`${entries} entries and ${checkpoints} checkpoints hold.\n`), true);
}

/** An export of a log that the verified one goes on after: whole in itself, and what that one says of it. */
async function verifyBefore(file: string, key: string, after: Verdict): Promise<Verdict> {
  const { origin } = await headerOf(file);
  const says = toldOf(origin, after.continued);
  if (says.length === 0)
    throw new NorenError('BAD_INPUT', `${file}: is of ${origin}, which this log does not go on after.`);
  const trusted = parseVerifierKey(key);
  const own = trusted === null ? key : verifierKeyOf(origin, trusted.publicKey).text;
  return verifyExport(linesOf(file), { key: own, told: says });
}

function keyOf(text: string): string {
  return existsSync(text) ? readFileSync(text, 'utf8').trim() : text;
}

/** Notes in the folder itself, or in that of this log in it. @throws NorenError BAD_INPUT: there are none */
async function notesIn(folder: string, origin: string): Promise<readonly string[]> {
  const places = [new CheckpointFolder(folder), logFolder(folder, origin)];
  const notes = (await Promise.all(places.map(async (each) => each.notes()))).flat();
  if (notes.length > 0) return notes;
  throw new NorenError('BAD_INPUT', `${folder}: holds no checkpoint of this log, so there is nothing to compare with.`);
}

async function notesOfEarlier(
  folder: string | undefined,
  { origin, continued, problem }: Verdict,
): Promise<readonly string[]> {
  if (folder === undefined || problem !== null) return [];
  const origins = new Set(continued.flatMap(({ log, continues }) => [log, continues]));
  origins.delete(origin);
  return (await Promise.all([...origins].map(async (each) => logFolder(folder, each).notes()))).flat();
}

/** Which log an export says that it is of, and under which key; nothing is believed for it. */
async function headerOf(file: string): Promise<{ readonly origin: string; readonly key: string }> {
  for await (const line of linesOf(file)) {
    const { origin, key } = (parsed(line) ?? {}) as { origin?: unknown; key?: unknown };
    return { origin: typeof origin === 'string' ? origin : '', key: typeof key === 'string' ? key : '' };
  }
  return { origin: '', key: '' };
}

function linesOf(file: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(file) });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}
