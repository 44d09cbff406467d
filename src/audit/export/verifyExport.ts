import { createHash } from 'node:crypto';
import type { AuditEntry } from '../auditEntry.js';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { parseCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js';
import { openNote, parseVerifierKey } from '../checkpoint/signedNote.js';
import { Frontier } from '../merkle/frontier.js';
import { leafHash } from '../merkle/hashes.js';
import { EXPORT_FORMAT, type ExportEnd, type ExportHeader, type ExportedEntry } from './exportFormat.js';

export interface VerifyOptions {
  /** Verifier key that the reader trusts. @default the one that the export names, which proves nothing against who made it */
  readonly key?: string;
  /** Notes from the second place. @default none */
  readonly notes?: readonly string[];
  /** Whether the last entries may be signed by nobody: they prove nothing then. @default false */
  readonly mayEndUnsigned?: boolean;
}

export interface Verdict {
  readonly entries: number;
  /** Checkpoints whose signature and root hold. */
  readonly checkpoints: number;
  /** null: all holds. `index`: the first entry that is wrong, or from which on it is unknown; null: the export as a whole. */
  readonly problem: { readonly index: number | null; readonly why: string } | null;
}

const TOKEN = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Carries the first problem out. */
class Wrong extends Error {
  constructor(
    readonly index: number | null,
    readonly why: string,
  ) {
    super(why);
  }
}

/** Checks an export with nothing but itself, a key and notes kept elsewhere; stops at the first thing that is wrong. */
export async function verifyExport(lines: AsyncIterable<string>, options: VerifyOptions = {}): Promise<Verdict> {
  const verifier = new ExportVerifier(options);
  try {
    for await (const line of lines) if (line !== '') verifier.take(line);
    verifier.end();
    return { ...verifier.counts, problem: null };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { ...verifier.counts, problem: { index: error.index, why: error.why } };
  }
}

class ExportVerifier {
  readonly #frontier = new Frontier();
  #header: ExportHeader | undefined;
  #signed = new Map<number, readonly Checkpoint[]>();
  #held = 0;
  /** All before it is as it was signed. */
  #sure = 0;
  #ended = false;

  constructor(private readonly options: VerifyOptions) {}

  get counts(): Pick<Verdict, 'entries' | 'checkpoints'> {
    return { entries: this.#frontier.size, checkpoints: this.#held };
  }

  take(line: string): void {
    const value = parsed(line) as Partial<ExportHeader & ExportedEntry & ExportEnd> | null;
    if (this.#header === undefined) return this.#begin(value as ExportHeader | null);
    if (value === null || this.#ended) throw new Wrong(this.#frontier.size, 'the line is no entry of an export');
    if (typeof value.text === 'string') return this.#entry(value as ExportedEntry);
    this.#last(value as ExportEnd);
  }

  end(): void {
    if (this.#header === undefined) throw new Wrong(null, 'the export is empty');
    if (!this.#ended) throw new Wrong(this.#frontier.size, 'the export ends before its last line');
  }

  #begin(header: ExportHeader | null): void {
    if (header?.format !== EXPORT_FORMAT || ![header.checkpoints].every(Array.isArray))
      throw new Wrong(null, `this is no export of the form ${EXPORT_FORMAT}`);
    this.#header = header;
    const key = parseVerifierKey(this.options.key ?? String(header.key));
    if (key === null) throw new Wrong(null, 'the verifier key is none of Ed25519');
    if (key.text !== header.key) throw new Wrong(null, 'the export was made under another key than the one given');
    for (const note of [...header.checkpoints, ...(this.options.notes ?? [])]) {
      const text = openNote(note, key);
      const checkpoint = parseCheckpoint(text ?? note);
      if (text === null || checkpoint === null) {
        throw new Wrong(
          null,
          `the checkpoint of size ${checkpoint?.size ?? '?'} is not signed by the key ${key.id.toString('hex')}`,
        );
      }
      if (checkpoint.origin !== header.origin)
        throw new Wrong(null, `a checkpoint is of another log, ${checkpoint.origin}`);
      this.#signed.set(checkpoint.size, [...(this.#signed.get(checkpoint.size) ?? []), checkpoint]);
    }
    this.#compare();
  }

  #entry({ index, leaf, nodes, sets, text }: ExportedEntry): void {
    const next = this.#frontier.size;
    if (![nodes, sets].every(Array.isArray)) throw new Wrong(next, 'the line is no entry of an export');
    if (index > next) throw new Wrong(next, `the entries ${next} to ${index - 1} are missing`);
    if (index !== next)
      throw new Wrong(next, `the entry ${index} stands where ${next} should: a double, or another order`);
    const entry = parsed(text) as AuditEntry | null;
    if (entry === null || !isCanonical(entry, text)) throw new Wrong(index, 'the entry is not canonical JSON');
    const hash = leafHash(Buffer.from(text));
    if (hash.toString('hex') !== leaf)
      throw new Wrong(index, 'the entry is not the one that its leaf hash was made of');
    checkSubjects(index, entry, sets);
    const completed = this.#frontier.append(hash).map((node) => node.hash.toString('hex'));
    if (completed.join() !== nodes.join()) {
      throw new Wrong(index, 'the tree above the entry was made of other entries than these');
    }
    this.#compare();
  }

  /** Whether the tree is, at this size, what was signed. */
  #compare(): void {
    const { size } = this.#frontier;
    const signed = this.#signed.get(size) ?? [];
    if (signed.length === 0) return;
    const root = this.#frontier.root();
    if (signed.some((checkpoint) => !checkpoint.root.equals(root))) {
      const forked = signed.some((checkpoint) => checkpoint.root.equals(root)) ? ' (two logs were signed: a fork)' : '';
      throw new Wrong(
        this.#sure,
        `the entries ${this.#sure} to ${size - 1} are not those that were signed at size ${size}${forked}`,
      );
    }
    this.#held += signed.length;
    this.#sure = size;
  }

  #last({ size, root }: ExportEnd): void {
    const entries = this.#frontier.size;
    if (size !== entries) throw new Wrong(entries, `the export has ${entries} entries and says ${size}`);
    if (root !== this.#frontier.root().toString('hex')) throw new Wrong(this.#sure, 'the root of the tree is another');
    const longest = Math.max(0, ...this.#signed.keys());
    if (longest > entries) {
      const gone = `${longest} entries were signed, and the last ${longest - entries} are gone`;
      throw new Wrong(entries, `${gone}, or were written after this export was made: then export anew`);
    }
    if (this.#sure < entries && this.options.mayEndUnsigned !== true)
      throw new Wrong(this.#sure, `the entries ${this.#sure} to ${entries - 1} are signed by nobody`);
    this.#ended = true;
  }
}

/** The lists of tokens beside the log are those that the entry has the digests of. */
function checkSubjects(index: number, { subjects }: AuditEntry, sets: ExportedEntry['sets']): void {
  if (!Array.isArray(subjects) || subjects.length !== sets.length)
    throw new Wrong(index, 'the sets of subjects do not fit the entry');
  for (const [number, { count, digest }] of subjects.entries()) {
    const tokens = sets[number] ?? [];
    const bytes = tokens.map((token) => Buffer.from(token.replaceAll('-', ''), 'hex'));
    const made = createHash('sha256').update(Buffer.concat(bytes)).digest('hex');
    // As the log writes them: no other text of the same bytes, each once, in their order.
    const isWritten = tokens.every((token, at) => TOKEN.test(token) && token > (tokens[at - 1] ?? ''));
    if (!isWritten || tokens.length !== count || made !== digest)
      throw new Wrong(index, `the subjects of set ${number} are not those of the entry`);
  }
}

function isCanonical(entry: AuditEntry, text: string): boolean {
  try {
    return canonicalJson(entry as unknown as JsonValue) === text;
  } catch {
    return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
