import type { VerifiedCaller } from '../../src/policy/caller.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Data, type Gateway } from '../support/startGateway.js';

/** What a person is told of why a word of theirs, or about their child, counts or not. */

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const purpose = 'DATA_SUBJECT_RIGHTS';
/** Who gave the consents that children were arranged with; has an active link to each. */
const GIVER = 900_999;
const CLAUSES = ['A4-3', 'A4-0b', 'A2(2)-i1'];

const guardian = (reference: number): Partial<VerifiedCaller> => ({
  subjectId: `guardian ${reference}`,
  organisation: 'SELF',
  roles: ['SELF_GUARDIAN'],
  subject: { kind: 'GUARDIAN', reference },
});
const self = (alias: string): Partial<VerifiedCaller> => {
  const { kind, key } = world.person(alias);
  if (kind === 'GUARDIAN') return guardian(key);
  return { subjectId: alias, organisation: 'SELF', roles: ['SELF_CHILD'], subject: { kind, reference: key } };
};

async function ask(as: Partial<VerifiedCaller>, query: string, language = 'en'): Promise<Data> {
  const headers = { 'accept-language': language };
  const { body } = await gateway.ask({ as, purpose, query, headers });
  expect(body.errors).toBeUndefined();
  return body.data;
}

const STANDING = 'subjectId on counts standing { categories stands reason clauses message }';
const BOOKS = 'purpose: CONSENTED_DISCLOSURE, recipient: "PARTNER_BOOKS", textVersion: "2026-04"';
const say = async (as: Partial<VerifiedCaller>, field: string, rest: string): Promise<string> =>
  (await ask(as, `mutation { said: ${field}(input: { ${BOOKS}, ${rest} }) { id } }`)).said.id as string;
const told = async (as: Partial<VerifiedCaller>, id: string, language = 'en') => {
  const { me } = await ask(as, `{ me { consents { id ${STANDING} } } }`, language);
  return me.consents.find((each: Data) => each.id === id);
};

test('a yes that stands, and why it does not once it is withdrawn, in the language of the reader', async () => {
  const id = await say(self('gn'), 'grantConsent', 'categories: [NAME, PHONE]');
  expect((await told(self('gn'), id)).standing).toEqual([
    {
      categories: ['NAME', 'PHONE'],
      stands: true,
      reason: null,
      clauses: [...CLAUSES, 'A2(2)-i6'],
      message: null,
    },
  ]);
  await ask(self('gn'), `mutation { withdrawConsent(consentId: "${id}") { id } }`);
  const withdrawn = { stands: false, reason: 'CONSENT_WITHDRAWN' };
  expect(await told(self('gn'), id)).toMatchObject({
    counts: false,
    standing: [{ ...withdrawn, message: 'The consent has been withdrawn.' }],
  });
  expect((await told(self('gn'), id, 'ja')).standing).toMatchObject([
    { ...withdrawn, message: '同意は撤回されています。' },
  ]);
});

test('a yes whose last day is over has expired, and a no is a refusal', async () => {
  const began = gateway.clock.now;
  const id = await say(self('go'), 'grantConsent', 'categories: [NAME], validUntil: "2026-11-22"');
  gateway.clock.now = new Date('2026-11-23T00:00:00+09:00');
  expect((await told(self('go'), id)).standing).toMatchObject([{ stands: false, reason: 'CONSENT_EXPIRED' }]);
  gateway.clock.now = began;
  const no = await say(self('go'), 'refuseConsent', 'categories: []');
  expect((await told(self('go'), no)).standing).toMatchObject([
    { categories: [], stands: false, reason: 'CONSENT_REFUSED', clauses: ['A4-3'] },
  ]);
});

test('of a child: who may not speak, and which part the no of another is about', async () => {
  const own = await say(self('ca'), 'grantConsent', 'categories: [NAME, EMAIL]');
  expect(await told(self('ca'), own)).toMatchObject({
    on: true,
    counts: false,
    standing: [{ categories: ['NAME', 'EMAIL'], stands: false, reason: 'CONSENT_GIVER_NOT_COMPETENT' }],
  });
  const childId = gateway.idOf(self('ga'), 'Child', world.person('ca').key);
  const parents = await say(self('ga'), 'grantConsent', `childId: "${childId}", categories: [NAME, EMAIL]`);
  expect((await told(self('ga'), parents)).standing).toMatchObject([{ stands: true }]);
  await say(self('ca'), 'refuseConsent', 'categories: [EMAIL]');
  expect(await told(self('ga'), parents)).toMatchObject({
    counts: true,
    standing: [
      { categories: ['NAME'], stands: true, reason: null },
      { categories: ['EMAIL'], stands: false, reason: 'CONSENT_REFUSED' },
    ],
  });
});

describe('what a recipient may be given', () => {
  const asked = async (as: Partial<VerifiedCaller>, rest: string, recipient = 'PARTNER_BOOKS') => {
    const matter = `matter: { recipient: "${recipient}", purpose: CONSENTED_DISCLOSURE, ${rest} }`;
    const query = `{ said: consentStanding(${matter}) { categories stands reason } }`;
    const { body } = await gateway.ask({ as, purpose, query });
    return { said: body.data?.said ?? null, error: body.errors?.[0] };
  };
  const lacks = (reason: string, ...categories: string[]) => ({ categories, stands: false, reason });

  test('is told by category, also of what nobody said anything, or something else', async () => {
    // Of two words of one instant the no counts.
    gateway.clock.now = new Date(gateway.clock.now.getTime() + 60_000);
    await say(self('go'), 'grantConsent', 'categories: [NAME]');
    const categories = 'categories: [NAME, PHONE, NAME, SEX]';
    const stands = { categories: ['NAME'], stands: true, reason: null };
    // What was refused of everything before stays refused of the rest.
    expect((await asked(self('go'), categories)).said).toEqual([stands, lacks('CONSENT_REFUSED', 'PHONE', 'SEX')]);
    expect((await asked(self('go'), 'categories: [NAME]', 'AD_AGENCY')).said).toEqual([lacks('CONSENT_SCOPE', 'NAME')]);
    expect((await asked(self('gn'), 'categories: [NAME]', 'AD_AGENCY')).said).toEqual([
      lacks('CONSENT_REQUIRED', 'NAME'),
    ]);
  });

  test('is told to nobody of another child, and of no organisation that there is not', async () => {
    for (const alias of ['cc', 'co', 'cn', 'cu']) {
      const childId = gateway.idOf(self('ga'), 'Child', world.person(alias).key);
      const { said, error } = await asked(self('ga'), `categories: [NAME], childId: "${childId}"`);
      expect([alias, said, error?.extensions.code]).toEqual([alias, null, 'REFUSED']);
    }
    expect((await asked(self('ga'), 'categories: [NAME]', 'NOBODY')).error?.extensions.code).toBe('BAD_INPUT');
  });
});

// clauses: A6-5
test('a harm flag is told to nobody: a link that is flagged, disputed or ended reads the same to each of the family', async () => {
  const { key } = world.person('ca');
  const childId = gateway.idOf(guardian(GIVER), 'Child', key);
  const yes = await say(guardian(GIVER), 'grantConsent', `childId: "${childId}", categories: [PHONE]`);
  const readers = [guardian(GIVER), self('ga'), self('ca')];
  const heard = async (link: string) => {
    await gateway.data.club.query(`update guardian_links set ${link} where guardian_id = $1 and child_id = $2`, [
      GIVER,
      key,
    ]);
    return Promise.all(readers.map(async (as) => JSON.stringify((await told(as, yes)) ?? null)));
  };
  const [giver, mother, child] = await heard("state = 'ENDED'");
  expect(giver).toBe('null');
  for (const reader of [mother, child]) expect(reader).toContain('CONSENT_GIVER_NOT_COMPETENT');
  for (const link of ["state = 'DISPUTED'", "state = 'ACTIVE', harm_flag = true"])
    expect([link, await heard(link)]).toEqual([link, [giver, mother, child]]);
  await heard("state = 'ACTIVE', harm_flag = false");
  expect((await told(self('ga'), yes)).standing).toMatchObject([{ stands: true }]);
});
