import { createHash } from 'node:crypto';
import type { AuditEntry } from '../auditEntry.js';
import { canonicalJson, type JsonValue } from '../canonicalJson.js';
import { parseCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js';
import { openNote, parseVerifierKey, verifierKeyOf, type VerifierKey } from '../checkpoint/signedNote.js';
import { Frontier } from '../merkle/frontier.js';
import { leafHash, type Hash } from '../merkle/hashes.js';
import { continuedIn, misfitOf, type Continued } from './continuedLogs.js';
import { EXPORT_FORMAT, type ExportEnd, type ExportHeader, type ExportedEntry } from './exportFormat.js';

export interface VerifyOptions {
  /** Verifier key that the reader trusts. @default the one that the export names, which proves nothing against who made it */
  readonly key?: string;
  /** Notes from the second place. @default none */
  readonly notes?: readonly string[];
  /** What the export of a log that goes on after this one says that this one was, the end of it last. @default nothing */
  readonly told?: readonly Checkpoint[];
  /** Whether the last entries may be signed by nobody: they prove nothing then. @default false */
  readonly mayEndUnsigned?: boolean;
}

export interface Verdict {
  readonly entries: number;
  /** Checkpoints whose signature and root hold. */
  readonly checkpoints: number;
  /** Of which log. */
  readonly origin: string;
  /** After which logs it goes on, first the first. */
  readonly continued: readonly Continued[];
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
  /** Signed of logs that this one says to go on after, or says nothing of. */
  #earlier: Checkpoint[] = [];
  #continued: Continued[] = [];
  /** Of which log the key is that was given. */
  #trusted = '';
  /** At the sizes of those. */
  #roots = new Map<number, Hash>();
  #held = 0;
  /** All before it is as it was signed. */
  #sure = 0;
  #ended = false;

  constructor(private readonly options: VerifyOptions) {}

  get counts(): Omit<Verdict, 'problem'> {
    const origin = this.#header?.origin ?? '';
    return { entries: this.#frontier.size, checkpoints: this.#held, origin, continued: this.#continued };
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
    const trusted = parseVerifierKey(this.options.key ?? String(header.key));
    if (trusted === null) throw new Wrong(null, 'the verifier key is none of Ed25519');
    // The key of a log that this one goes on after is the same key under another name.
    const key = verifierKeyOf(header.origin, trusted.publicKey);
    if (key.text !== header.key) throw new Wrong(null, 'the export was made under another key than the one given');
    const notes = [...header.checkpoints, ...(this.options.notes ?? [])].map((note) => signedBy(key, note));
    for (const checkpoint of notes) {
      if (checkpoint.origin === header.origin)
        this.#signed.set(checkpoint.size, [...(this.#signed.get(checkpoint.size) ?? []), checkpoint]);
      else this.#earlier.push(checkpoint);
    }
    this.#trusted = trusted.name;
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
    this.#follow(index, entry);
    const completed = this.#frontier.append(hash).map((node) => node.hash.toString('hex'));
    if (completed.join() !== nodes.join()) throw misfitAbove(index, completed[0] === nodes[0]);
    this.#compare();
  }

  /** An entry that begins the log anew has to say after what. */
  #follow(index: number, entry: AuditEntry): void {
    if (entry.kind !== 'CONTINUATION') return;
    const continued = continuedIn(entry, { index, rootBefore: this.#frontier.root() });
    if (continued === null) throw new Wrong(index, 'the entry does not say after what the log goes on');
    this.#continued.push(continued);
  }

  /** Whether the tree is, at this size, what was signed. */
  #compare(): void {
    const { size } = this.#frontier;
    if (this.#earlier.some((checkpoint) => checkpoint.size === size)) this.#roots.set(size, this.#frontier.root());
    const told = this.options.told?.filter((each) => each.size === size) ?? [];
    if (told.some(({ root }) => !root.equals(this.#frontier.root())))
      throw new Wrong(this.#sure, `the first ${size} entries are not those that the log which goes on after it names`);
    const signed = this.#signed.get(size) ?? [];
    if (signed.length + told.length === 0) return;
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

  /** Logs that came before: this one says of each after what it goes on, and nothing else was signed of them. */
  #fitEarlier(): void {
    const { origin = '' } = this.#header ?? {};
    const names = new Set([origin, ...this.#continued.flatMap(({ log, as, continues }) => [log, as, continues])]);
    if (!names.has(this.#trusted)) throw new Wrong(null, 'the export is of another log than the key that was given');
    if (this.#continued.length > 0 && this.#continued.at(-1)?.as !== origin)
      throw new Wrong(this.#continued.at(-1)?.index ?? null, `the log goes on as another than ${origin}`);
    for (const checkpoint of this.#earlier) {
      const why = misfitOf(checkpoint, this.#continued, (at) => this.#roots.get(at));
      if (why !== null) throw new Wrong(null, why);
      this.#held += 1;
    }
  }

  #last({ size, root }: ExportEnd): void {
    const entries = this.#frontier.size;
    if (size !== entries) throw new Wrong(entries, `the export has ${entries} entries and says ${size}`);
    if (root !== this.#frontier.root().toString('hex')) throw new Wrong(this.#sure, 'the root of the tree is another');
    this.#fitEarlier();
    const longest = Math.max(0, ...this.#signed.keys());
    const end = this.options.told?.at(-1)?.size ?? longest;
    if (longest > end)
      throw new Wrong(end, `${longest} entries were signed, and the log which goes on after it says ${end}`);
    if (longest > entries) {
      const gone = `${longest} entries were signed, and the last ${longest - entries} are gone`;
      throw new Wrong(entries, `${gone}, or were written after this export was made: then export anew`);
    }
    if (this.#sure < entries && this.options.mayEndUnsigned !== true)
      throw new Wrong(this.#sure, `the entries ${this.#sure} to ${entries - 1} are signed by nobody`);
    this.#ended = true;
  }
}

/** The lowest hash above two leaves comes with the second of them: it can't say which of the two is another. */
function misfitAbove(index: number, pairFits: boolean): Wrong {
  if (index % 2 === 0 || pairFits)
    return new Wrong(index, 'the tree above the entry was made of other entries than these');
  return new Wrong(index - 1, 'the tree was made of another entry than this one, or than the one after it');
}

/** What this key signed, under the name of whichever log. */
function signedBy(key: VerifierKey, note: string): Checkpoint {
  const said = parseCheckpoint(note);
  if (said !== null && openNote(note, verifierKeyOf(said.origin, key.publicKey)) !== null) return said;
  const id = key.id.toString('hex');
  throw new Wrong(null, `the checkpoint of size ${said?.size ?? '?'} is not signed by the key ${id}`);
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
