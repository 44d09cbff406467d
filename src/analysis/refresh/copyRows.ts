import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** How COPY writes a missing value. */
export const MISSING = '\\N';

/** Lines that are sent at once. */
const BATCH = 2_000;

/** Lines of COPY text in, lines of COPY text out. What is read is keys, dates, numbers and codes: no character needs an escape. */
function perLine(map: (fields: readonly string[]) => string): Transform {
  let rest = '';
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const lines = (rest + chunk.toString('latin1')).split('\n');
      rest = lines.pop() ?? '';
      let out = '';
      for (const line of lines) out += map(line.split('\t'));
      done(null, out);
    },
    flush(done) {
      done(null, rest === '' ? '' : map(rest.split('\t')));
    },
  });
}

/** Streams the rows of a query from one database into a table of another, in bounded memory; `map` gives lines, or nothing. */
export async function copyThrough(
  from: { readonly client: ClientBase; readonly query: string },
  to: { readonly client: ClientBase; readonly into: string },
  map: (fields: readonly string[]) => string,
): Promise<void> {
  await pipeline(
    from.client.query(copyTo(`COPY (${from.query}) TO STDOUT`)),
    perLine(map),
    to.client.query(copyFrom(`COPY ${to.into} FROM STDIN`)),
  );
}

/** Each row of a query, as text. */
export async function readRows(
  client: ClientBase,
  query: string,
  row: (fields: readonly string[]) => void,
): Promise<void> {
  const sink = perLine((fields) => (row(fields), ''));
  sink.resume();
  await pipeline(client.query(copyTo(`COPY (${query}) TO STDOUT`)), sink);
}

/** Writes lines made one by one into a table. */
export async function writeRows(client: ClientBase, into: string, lines: Iterable<string>): Promise<void> {
  await pipeline(Readable.from(batches(lines)), client.query(copyFrom(`COPY ${into} FROM STDIN`)));
}

function* batches(lines: Iterable<string>): Generator<string> {
  let batch = '';
  let count = 0;
  for (const line of lines) {
    batch += line;
    count += 1;
    if (count % BATCH > 0) continue;
    yield batch;
    batch = '';
  }
  if (batch !== '') yield batch;
}
