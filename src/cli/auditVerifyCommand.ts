import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { CheckpointFolder } from '../audit/checkpoint/checkpointFolder.js';
import { verifyExport } from '../audit/export/verifyExport.js';
import { NorenError } from '../errors.js';
import type { Command } from './command.js';

const USAGE = `Usage: noren audit verify FILE|FOLDER [--key KEY|FILE] [--checkpoints FOLDER] [--unsigned-tail]

FILE: an export; FOLDER: one that holds it as audit.jsonl, with checkpoints beside it. --key: the verifier key that you trust, or a file
with it; without one, that of the export. --checkpoints: notes that were kept elsewhere, or NOREN_CHECKPOINTS, which holds a folder of
each log. --unsigned-tail: the last entries may be signed by nobody yet. Nothing else is asked: no database, no gateway.
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
      'unsigned-tail': { type: 'boolean', default: false },
    } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [place] = positionals;
    if (place === undefined || positionals.length > 1) return (err(USAGE), 2);
    if (!existsSync(place)) throw new NorenError('BAD_INPUT', `${place}: is not there.`);
    const isFolder = statSync(place).isDirectory();
    const file = isFolder ? join(place, 'audit.jsonl') : place;
    const beside = isFolder ? await new CheckpointFolder(place).notes() : [];
    const elsewhere = values.checkpoints === undefined ? [] : await notesIn(values.checkpoints, file);
    const notes = [...beside, ...elsewhere];
    const key = values.key === undefined ? {} : { key: keyOf(values.key) };
    const lines = createInterface({ input: createReadStream(file) });
    const mayEndUnsigned = values['unsigned-tail'];
    const { entries, checkpoints, problem } = await verifyExport(lines, { ...key, notes, mayEndUnsigned });
    if (values.key === undefined) err('No --key: checked against the key that the export itself names.\n');
    if (problem === null) {
      out(`${entries} entries and ${checkpoints} checkpoints hold.\n`);
      return 0;
    }
    const where = problem.index === null ? 'The export' : `Entry ${problem.index}`;
    out(`${where}: ${problem.why}.\n`);
    return 1;
  },
};

function keyOf(text: string): string {
  return existsSync(text) ? readFileSync(text, 'utf8').trim() : text;
}

/** Notes in the folder itself, or in that of this log in it. @throws NorenError BAD_INPUT: there are none */
async function notesIn(folder: string, file: string): Promise<readonly string[]> {
  const own = join(folder, basename(await originOf(file)));
  const notes = await Promise.all([folder, own].map(async (each) => new CheckpointFolder(each).notes()));
  if (notes.flat().length > 0) return notes.flat();
  throw new NorenError('BAD_INPUT', `${folder}: holds no checkpoint of this log, so there is nothing to compare with.`);
}

/** Which log an export says that it is of; nothing is believed for it. */
async function originOf(file: string): Promise<string> {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { origin } = (parsed(line) ?? {}) as { origin?: unknown };
    return typeof origin === 'string' ? origin : '';
  }
  return '';
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null;
  }
}
