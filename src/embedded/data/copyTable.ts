import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Cell, DemoTable } from './table.js';
import type { World } from './world.js';

const CHUNK = 64 * 1024;

/**
 * Streams one table through COPY in chunks of some 64 kB; memory does not grow with the table. FREEZE spares the later
 * rewriting of every page and needs the TRUNCATE of the same transaction.
 * @returns the number of rows
 */
export async function copyTable(client: pg.Client, table: DemoTable, world: World): Promise<number> {
  const sink = client.query(copyFrom(`copy ${table.name} (${table.columns.join(', ')}) from stdin with (freeze)`));
  await pipeline(Readable.from(chunks(table, world), { objectMode: false, highWaterMark: CHUNK }), sink);
  return sink.rowCount;
}

function* chunks(table: DemoTable, world: World): Generator<Buffer> {
  let text = '';
  for (const row of table.rows(world)) {
    text += line(row);
    if (text.length < CHUNK) continue;
    yield Buffer.from(text);
    text = '';
  }
  if (text !== '') yield Buffer.from(text);
}

function line(row: readonly Cell[]): string {
  let text = '';
  for (let column = 0; column < row.length; column += 1)
    text += (column === 0 ? '' : '\t') + encode(row[column] ?? null);
  return `${text}\n`;
}

/** COPY's text format; generated text has no tab, newline or backslash, which is checked rather than hoped. */
function encode(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell !== 'string') return String(cell);
  if (/[\t\n\r\\]/.test(cell)) throw new Error('Demo data must not contain control characters or backslashes.');
  return cell;
}
