import { createHash } from 'node:crypto';
import type { Gateway } from '../support/startGateway.js';

/**
 * Puts a unique, findable token into every personal column of every row of the three sources: what is found in a byte that
 * leaves is then one value of one row. Texts begin with "cnry", dates and numbers come from ranges of their own.
 */
export async function arrangeCanaries({ data }: Gateway): Promise<Canaries> {
  const names = ['family_name', 'given_name', 'family_kana', 'given_kana'];
  const person = [...names, 'street', 'postal_code', 'email', 'phone'];
  await plant(data.club, 'guardians', 1, person);
  await plant(data.club, 'children', 2, person);
  await plant(data.coop, 'members', 3, person);
  await plant(data.broadcaster, 'staff', 4, [...names, 'email', 'phone']);
  await plant(data.coop, 'purchases', 5, ['receipt_number']);
  await data.coop.query(
    'update purchases set amount = 70000000 + id, quantity = 60000000 + id, purchased_on = purchased_on',
  );
  await data.club.query(
    "update enrolments set enrolled_on = date '1701-01-01' + id, ended_on = date '2751-01-01' + id",
  );
  await recode(data);
  await data.club.query("update guardians set registered_on = date '1801-01-01' + id");
  await data.club.query("update children set registered_on = date '1811-01-01' + id");
  await data.coop.query("update members set joined_on = date '1821-01-01' + id");
  return readCanaries(data);
}

/** Which row and column a token stands for, and the same of its digests. */
export interface Canaries {
  readonly tokens: ReadonlyMap<string, string>;
  readonly digests: ReadonlyMap<string, string>;
}

type Pools = Gateway['data'];

const TEXT: Readonly<Record<string, (table: number, column: number) => string>> = {
  // Eleven digits that begin with 0, so that they are masked as telephone numbers are.
  phone: (table) => `'09' || ${table} || lpad((id * 7919 % 100000000)::text, 8, '1')`,
  postal_code: (table) => `'8' || ${table} || '7-' || lpad(id::text, 4, '0')`,
  email: (table, column) => `${token(table, column)} || '@' || ${token(table, column)} || '.jp'`,
};

function token(table: number, column: number): string {
  return `'cnry' || substr(md5('${table}:${column}:' || id), 1, 16)`;
}

async function plant(pool: Pools['club'], table: string, number: number, columns: readonly string[]): Promise<void> {
  const sets = columns.map((column, index) => `${column} = ${TEXT[column]?.(number, index) ?? token(number, index)}`);
  await pool.query(`update ${table} set ${sets.join(', ')}`);
}

/** New member codes, the same for a guardian and the member that the guardian is. */
async function recode({ club, coop }: Pools): Promise<void> {
  const code = (id: string) => `'77' || lpad(((${id}) * 104729 % 1000000)::text, 6, '0')`;
  const { rows } = await coop.query<{ old: string; new: string }>(
    `select member_code as old, ${code('id')} as new from members`,
  );
  await coop.query(`update members set member_code = ${code('id')}`);
  await club.query(
    'update guardians set member_code = d.new from jsonb_to_recordset($1) d(old text, new text) where member_code = d.old',
    [JSON.stringify(rows)],
  );
}

const COLUMNS: readonly (readonly [keyof Pools, table: string, columns: readonly string[]])[] = [
  [
    'club',
    'guardians',
    [
      'family_name',
      'given_name',
      'family_kana',
      'given_kana',
      'street',
      'postal_code',
      'email',
      'phone',
      'birth_date',
      'registered_on',
    ],
  ],
  [
    'club',
    'children',
    [
      'family_name',
      'given_name',
      'family_kana',
      'given_kana',
      'street',
      'postal_code',
      'email',
      'phone',
      'birth_date',
      'registered_on',
    ],
  ],
  [
    'coop',
    'members',
    [
      'family_name',
      'given_name',
      'family_kana',
      'given_kana',
      'street',
      'postal_code',
      'email',
      'phone',
      'birth_date',
      'joined_on',
      'member_code',
    ],
  ],
  ['broadcaster', 'staff', ['family_name', 'given_name', 'family_kana', 'given_kana', 'email', 'phone']],
  ['coop', 'purchases', ['receipt_number', 'amount', 'quantity']],
  ['club', 'enrolments', ['enrolled_on', 'ended_on']],
];

async function readCanaries(data: Pools): Promise<Canaries> {
  const tokens = new Map<string, string>();
  const digests = new Map<string, string>();
  for (const [source, table, columns] of COLUMNS) {
    for (const column of columns) {
      const { rows } = await data[source].query<{ id: number; value: string | null }>(
        `select id, ${column}::text as value from ${table}`,
      );
      for (const { id, value } of rows) {
        if (value === null) continue;
        // An address of mail is one token; both of its halves are that token.
        const text = column === 'email' ? value.slice(0, value.indexOf('@')) : value;
        tokens.set(text, `${table}.${column} ${id}`);
        for (const written of [value, text, value.toUpperCase()]) {
          for (const algorithm of ['sha256', 'md5', 'sha1'])
            digests.set(createHash(algorithm).update(written).digest('hex'), `${table}.${column} ${id}`);
        }
      }
    }
  }
  return { tokens, digests };
}
