import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { NorenError } from '../errors.js';
import { accountText } from './accountKey.js';
import type { Spent } from './budgetAccounts.js';
import type { SpendWitness } from './spendWitness.js';

export interface ClosableWitness extends SpendWitness {
  close(): Promise<void>;
}

interface Line {
  readonly ledger: string;
  readonly spent: Readonly<Record<string, string>>;
}

type ByLedger = Map<string, Map<string, bigint>>;

/**
 * A file that only grows, a line a charge, so that processes may share it. Keep it on another disk than the database: restored together
 * with it, it witnesses nothing.
 */
export function fileWitness(file: string): ClosableWitness {
  return new FileWitness(file);
}

class FileWitness implements ClosableWitness {
  readonly #known: ByLedger;
  #handle: Promise<FileHandle> | undefined;
  /** The last write: lines go in one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(private readonly file: string) {
    this.#known = readWitness(file);
  }

  spent(ledger: string): ReadonlyMap<string, bigint> {
    return this.#known.get(ledger) ?? new Map<string, bigint>();
  }

  async record(ledger: string, spent: readonly Spent[]): Promise<void> {
    const entries = spent.map(({ key, nano }) => [accountText(key), nano] as const);
    remember(this.#known, ledger, entries);
    const line: Line = { ledger, spent: Object.fromEntries(entries.map(([text, nano]) => [text, `${nano}`])) };
    const written = this.#writing.then(() => this.#append(`${JSON.stringify(line)}\n`));
    this.#writing = written.catch(() => undefined);
    await written;
  }

  async close(): Promise<void> {
    await this.#writing;
    await (await this.#handle)?.close();
    this.#handle = undefined;
  }

  async #append(line: string): Promise<void> {
    mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
    // The line before may be torn; a new one begins after it.
    const first = this.#handle === undefined ? '\n' : '';
    this.#handle ??= open(this.file, 'a', 0o600);
    const handle = await this.#handle;
    await handle.appendFile(`${first}${line}`);
    await handle.datasync();
  }
}

/**
 * What a witness file says: the largest number of each account. A line that a crash has torn is passed over: its charge was never answered.
 * @throws NorenError BAD_CONFIGURATION: any other line can't be read
 */
export function readWitness(file: string): ByLedger {
  const known: ByLedger = new Map();
  if (!existsSync(file)) return known;
  for (const [index, text] of readFileSync(file, 'utf8').split('\n').entries()) {
    if (text === '' || isTorn(text)) continue;
    const line = parsed(text);
    if (line === null) throw unreadable(file, index + 1);
    remember(
      known,
      line.ledger,
      Object.entries(line.spent).map(([key, nano]) => [key, BigInt(nano)] as const),
    );
  }
  return known;
}

/** A whole line ends the object and the one in it. */
function isTorn(text: string): boolean {
  return text.startsWith('{') && !text.endsWith('}}');
}

function parsed(text: string): Line | null {
  try {
    const { ledger, spent } = JSON.parse(text) as Partial<Line>;
    const isWhole = typeof ledger === 'string' && typeof spent === 'object' && spent !== null;
    return isWhole && Object.values(spent).every((nano) => /^[0-9]+$/.test(nano)) ? { ledger, spent } : null;
  } catch {
    return null;
  }
}

function remember(known: ByLedger, ledger: string, entries: readonly (readonly [string, bigint])[]): void {
  const accounts = known.get(ledger) ?? new Map<string, bigint>();
  for (const [key, nano] of entries) if (nano > (accounts.get(key) ?? 0n)) accounts.set(key, nano);
  known.set(ledger, accounts);
}

function unreadable(file: string, line: number): NorenError {
  return new NorenError(
    'BAD_CONFIGURATION',
    `${file}, line ${line}: the witness of the privacy budget can't be read. Bring it back from a copy; without it a restored database would be trusted.`,
  );
}
