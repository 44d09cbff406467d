import { startGateway, type Gateway } from '../support/startGateway.js';
import { arrangeCanaries, type Canaries } from './arrangeCanaries.js';
import { findCanaries } from './findCanaries.js';

let gateway: Gateway;
let canaries: Canaries;
beforeAll(async () => {
  gateway = await startGateway();
  canaries = await arrangeCanaries(gateway);
});
afterAll(async () => gateway.close());

const PERSON =
  'name kana sex birthDate ageBand postalCode address municipality { code } phone email memberCode registeredOn';
const QUERY = `query Cnry($cnryName: String) {
  cnryAlias: guardians(first: 40) { nodes { id ${PERSON} children { id ${PERSON} } member { purchases(first: 3) { month amountClass } } } }
  hidden: guardians(first: 5, where: { name: $cnryName }) { nodes { id name } }
}`;

async function everyText(): Promise<string> {
  const { rows } = await gateway.data.governance.query<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and table_name like 'audit%'`,
  );
  const texts = await Promise.all(
    rows.map(async ({ table, column }) => {
      const found = await gateway.data.governance.query<{ text: string }>(
        `select "${column}"::text as text from ${table}`,
      );
      return found.rows.map(({ text }) => text).join('\n');
    }),
  );
  expect(rows.length).toBeGreaterThan(15);
  return texts.join('\n');
}

test('A32 no column of the audit log holds a personal value of a row, a variable, an alias or a person in any encoding', async () => {
  const [secret = ''] = [...canaries.tokens.keys()].filter((token) => token.startsWith('cnry'));
  const askers = [
    ['club-staff', 'CLUB_OPERATION'],
    ['operator-staff', 'CLUB_OPERATION'],
    ['coop-staff', 'BENEFICIAL_INFORMATION'],
    ['guardian', 'DATA_SUBJECT_RIGHTS'],
    ['partner-analyst', 'ANONYMISED_DISCLOSURE'],
  ] as const;
  let left = '';
  for (const [as, purpose] of askers) {
    left += (await gateway.ask({ as, purpose, query: QUERY, variables: { cnryName: secret } })).everything;
  }
  const logged = await everyText();
  expect(findCanaries(left, canaries).size).toBeGreaterThan(100);
  expect([...findCanaries(logged, canaries)]).toEqual([]);
  expect(logged).not.toMatch(/cnry|alias|hidden/i);
  for (const as of ['club-staff', 'guardian']) expect(logged).not.toContain(gateway.identity(as).subjectId);
});

test('A32 the same search finds what is planted into the log', async () => {
  const [secret = ''] = canaries.tokens.keys();
  await gateway.data.governance.query(
    'insert into audit_checkpoints (size, root, note, signed_at) values (1, $1, $2, now())',
    [Buffer.alloc(32), secret],
  );
  expect(findCanaries(await everyText(), canaries).size).toBeGreaterThan(0);
});
