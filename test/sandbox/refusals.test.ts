import { startTwoWorlds, type Asked, type TwoWorlds, type WorldAnswer } from './startTwoWorlds.js';

let worlds: TwoWorlds;
beforeAll(async () => {
  worlds = await startTwoWorlds();
}, 120_000);
afterAll(async () => worlds.close());

const ROWS = '{ guardians(first: 2) { nodes { name phone memberCode children { name } } } }';
const TICKET = `mutation { recordNecessityTicket(validTo: "2027-01-01T00:00:00Z", input: { role: CLUB_STAFF,
  organisation: "GAKKO", purpose: CLUB_OPERATION, categories: [PHONE], forLists: true, why: "because" }) { key } }`;
const NOWHERE =
  '{ statistics { families(groupBy: [MUNICIPALITY], where: { municipality: ["99999"] }) { quote { rho } } } }';
const OTHERS = '{ budgets(recipient: "COOP") { scope } }';

/** [what is refused, how it is asked] */
const REFUSED: readonly (readonly [string, Asked])[] = [
  ['a request without a token', { as: null, purpose: 'CLUB_OPERATION', query: ROWS }],
  ['a token that is none', { as: null, headers: { authorization: 'Bearer a.b.c' }, query: ROWS }],
  ['rows without a purpose', { as: 'club-staff', query: ROWS }],
  ['a purpose that is not the caller’s', { as: 'club-staff', purpose: 'GOVERNANCE', query: ROWS }],
  ['rows to a partner', { as: 'partner-analyst', purpose: 'ANONYMISED_DISCLOSURE', query: ROWS }],
  ['rows to an advertiser', { as: 'advertiser', purpose: 'BENEFICIAL_INFORMATION', query: ROWS }],
  ['rows to a newcomer', { as: 'newcomer', purpose: 'ANONYMISED_DISCLOSURE', query: ROWS }],
  [
    'a search by kana to a subcontractor',
    {
      as: 'subcontractor-staff',
      purpose: 'CLUB_OPERATION',
      query: '{ guardians(where: { kanaStartsWith: "サ" }) { nodes { name } } }',
    },
  ],
  ['statistics of nowhere', { as: 'partner-analyst', purpose: 'ANONYMISED_DISCLOSURE', query: NOWHERE }],
  ['the accounts of another recipient', { as: 'partner-analyst', purpose: 'ANONYMISED_DISCLOSURE', query: OTHERS }],
  ['a necessity ticket by staff', { as: 'club-staff', purpose: 'CLUB_OPERATION', query: TICKET }],
  [
    'a preview by staff',
    {
      as: 'club-staff',
      purpose: 'CLUB_OPERATION',
      query: ROWS,
      headers: { 'noren-preview': 'as=OPERATOR_STAFF; purpose=CLUB_OPERATION' },
    },
  ],
  [
    'a cursor of somebody else’s',
    { as: 'club-staff', purpose: 'CLUB_OPERATION', query: '{ guardians(after: "AAAA") { nodes { name } } }' },
  ],
  ['an id that is none', { as: 'club-staff', purpose: 'CLUB_OPERATION', query: '{ guardian(id: "AAAA") { name } }' }],
  [
    'introspection to a newcomer',
    { as: 'newcomer', purpose: 'ANONYMISED_DISCLOSURE', query: '{ __schema { types { name } } }' },
  ],
  ['a field that there is not', { as: 'club-staff', purpose: 'CLUB_OPERATION', query: '{ guardians { secret } }' }],
  ['half a document', { as: 'club-staff', purpose: 'CLUB_OPERATION', query: '{ guardians {' }],
  ['a body that is no JSON', { as: 'club-staff', purpose: 'CLUB_OPERATION', body: '{' }],
  [
    'a document that is too large',
    { as: 'club-staff', purpose: 'CLUB_OPERATION', query: `{ ${'a: __typename '.repeat(2_000)} }` },
  ],
  [
    'a body that is too large',
    { as: 'club-staff', purpose: 'CLUB_OPERATION', query: `{ __typename } #${'x'.repeat(2_000_000)}` },
  ],
];

/** All that left, without what says where it was recorded, when it was, and that it is the sandbox. */
function comparable({ status, headers, text }: WorldAnswer): object {
  const { date: _date, 'content-length': _length, ...rest } = headers;
  const body = text.replace('"sandbox":true,', '').replace(/"receipt":\{[^{}]*\}/, '"receipt":{}');
  return { status, headers: rest, body };
}

describe('the sandbox refuses what the gateway refuses', () => {
  it.each(REFUSED)('%s, in the same bytes', async (_, asked) => {
    const [real, sandbox] = [await worlds.ask('REAL', asked), await worlds.ask('SANDBOX', asked)];
    expect(comparable(sandbox)).toEqual(comparable(real));
    expect(real.text).toMatch(/"code":|"form":"DENIED"|"guardian":null/);
    expect(real.text).not.toContain('"sandbox"');
    if (sandbox.text.includes('"governance"')) expect(sandbox.text).toContain('"sandbox":true');
  });

  it('and gives what the gateway gives, in the same forms, marked as its own', async () => {
    const answer = await worlds.ask('SANDBOX', { as: 'club-staff', purpose: 'CLUB_OPERATION', query: ROWS });
    expect(answer.body.data.guardians.nodes).toHaveLength(2);
    expect(answer.body.extensions.governance.sandbox).toBe(true);
    expect(answer.body.data.guardians.nodes[0].phone).toContain('*');
  });
});
