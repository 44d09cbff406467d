import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { CheckpointFolder } from '../audit/checkpoint/checkpointFolder.js';
import { verifyExport } from '../audit/export/verifyExport.js';
import { NorenError } from '../errors.js';
import type { Command } from './command.js';

const USAGE = `Usage: noren audit verify FILE|FOLDER [--key KEY|FILE] [--checkpoints FOLDER]

FILE: an export; FOLDER: one that holds it as audit.jsonl, with checkpoints beside it. --key: the verifier key that you trust, or a file
with it; without one, that of the export. --checkpoints: notes that were kept elsewhere. Nothing else is asked: no database, no gateway.
Exit code: 0 all holds, 1 something does not (the first wrong entry is named), 2 not understood.
`;

export const auditVerifyCommand: Command = {
  name: 'audit verify',
  usage: 'FILE|FOLDER [--key KEY]',
  summary: 'check an exported audit log offline: entries, order, tree, subjects, signatures',
  help: USAGE,
  run: async (args, { out, err }) => {
    const options = { key: { type: 'string' }, checkpoints: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [place] = positionals;
    if (place === undefined || positionals.length > 1) return (err(USAGE), 2);
    if (!existsSync(place)) throw new NorenError('BAD_INPUT', `${place}: is not there.`);
    const isFolder = statSync(place).isDirectory();
    const notes = await notesOf([values.checkpoints, isFolder ? place : undefined]);
    const key = values.key === undefined ? {} : { key: keyOf(values.key) };
    const lines = createInterface({ input: createReadStream(isFolder ? join(place, 'audit.jsonl') : place) });
    const { entries, checkpoints, problem } = await verifyExport(lines, { ...key, notes });
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

async function notesOf(folders: readonly (string | undefined)[]): Promise<readonly string[]> {
  const known = folders.filter((folder) => folder !== undefined);
  for (const folder of known) {
    if (!existsSync(folder)) throw new NorenError('BAD_INPUT', `${folder}: is not there.`);
  }
  return (await Promise.all(known.map(async (folder) => new CheckpointFolder(folder).notes()))).flat();
}
