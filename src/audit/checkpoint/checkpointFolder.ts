import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NorenError } from '../../errors.js';
import type { Checkpoint } from './checkpoint.js';

const NOTE = /^checkpoint-(\d{16})\.note$/;
const END = 'continued.note';

/** The second place of checkpoints: a folder that should be another machine's. One file each; nothing is ever replaced by another text. */
export class CheckpointFolder {
  constructor(readonly path: string) {}

  /** By size. */
  async notes(): Promise<readonly string[]> {
    return Promise.all((await this.#names()).map((name) => readFile(join(this.path, name), 'utf8')));
  }

  /** The note of the largest size, up to a size; null: none. */
  async newest(upTo = Number.MAX_SAFE_INTEGER): Promise<string | null> {
    const name = (await this.#names()).findLast((each) => Number(NOTE.exec(each)?.[1]) <= upTo);
    return name === undefined ? null : readFile(join(this.path, name), 'utf8');
  }

  /** Whole or not at all. @throws NorenError AUDIT_UNAVAILABLE where another text is kept of this size */
  async keep({ size }: Pick<Checkpoint, 'size'>, note: string): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o755 });
    const name = join(this.path, `checkpoint-${String(size).padStart(16, '0')}.note`);
    const there = await readIfThere(name);
    if (there === note) return;
    if (there !== null) throw new NorenError('AUDIT_UNAVAILABLE', `${name}: another checkpoint of this size is kept.`);
    await writeWhole(name, note);
  }

  /** Beside the notes: that the log ended, and which one goes on in its place; null: nobody said so. */
  async end(): Promise<string | null> {
    return readIfThere(join(this.path, END));
  }

  /** The first one counts. Whole or not at all. */
  async keepEnd(note: string): Promise<void> {
    if ((await this.end()) !== null) return;
    await mkdir(this.path, { recursive: true, mode: 0o755 });
    await writeWhole(join(this.path, END), note);
  }

  /** Beside the notes: with what to check them. Whole or not at all. */
  async keepKey(text: string): Promise<void> {
    await mkdir(this.path, { recursive: true, mode: 0o755 });
    await writeWhole(join(this.path, 'verifier.key'), `${text}\n`);
  }

  async #names(): Promise<readonly string[]> {
    const names = await readdir(this.path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    return names.filter((name) => NOTE.test(name)).sort();
  }
}

async function readIfThere(name: string): Promise<string | null> {
  return readFile(name, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

async function writeWhole(name: string, text: string): Promise<void> {
  // A process number would do for one machine; gateways in containers all have the same.
  const draft = `${name}.${randomUUID()}.draft`;
  await writeFile(draft, text, { mode: 0o644 });
  await rename(draft, name);
}
