import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Answer, type As, type Data, type Gateway } from '../support/startGateway.js';

/** A person's own page is a way to that person's data, and to nobody else's: not with another's id, an old tie, a wrong token or a late answer. */

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const OWN = 'DATA_SUBJECT_RIGHTS';
/** The other guardian of every child (arrangeSubjects). */
const GIVER = 900_999;
type SelfRole = 'SELF_GUARDIAN' | 'SELF_CHILD' | 'SELF_ADULT' | 'SELF_SUPPLIER';

function self(alias: string, role: SelfRole = 'SELF_GUARDIAN') {
  const { kind, key } = world.person(alias);
  const authTime = Math.floor(gateway.clock.now.getTime() / 1_000) - 5;
  return {
    subjectId: `${alias} ${role}`,
    organisation: 'SELF',
    roles: [role],
    subject: { kind, reference: key },
    authTime,
  } as const;
}
const childOf = (as: As, alias: string) => gateway.idOf(as, 'Child', world.person(alias).key);

async function ask(as: As, query: string, purpose = OWN): Promise<Answer['body']> {
  return (await gateway.ask({ as, purpose, query })).body;
}
const errorOf = ({ errors }: Answer['body']): string => errors?.[0]?.message ?? 'no error';

async function linkOf(child: string, state: 'ACTIVE' | 'ENDED'): Promise<void> {
  await gateway.data.club.query('update guardian_links set state = $3 where guardian_id = $1 and child_id = $2', [
    world.person('ga').key,
    world.person(child).key,
    state,
  ]);
}

describe('a token whose role and subject do not fit', () => {
  const WRONG = ['SELF_CHILD', 'SELF_SUPPLIER'] as const;

  test.each(WRONG)('%s with the record of a guardian sees and changes nothing of it', async (role) => {
    await ask(self('gc'), 'mutation { correctMine(input: { email: "before@example.jp" }) { id } }');
    const as = self('gc', role);
    const seen = await ask(
      as,
      '{ me { kind guardian { name } consents { id } corrections { changes { after } } requests { key } erasure { id } } }',
    );
    expect(seen.data?.me).toMatchObject({ guardian: null, consents: [], corrections: [], requests: [], erasure: null });
    for (const call of [
      'stopMine(what: STOP_USE)',
      'eraseMine { id }',
      'exportMine { document }',
      'requestRight(right: ERASE) { key }',
      'correctMine(input: { email: "mine@example.jp" }) { id }',
    ]) {
      const { data, errors } = await ask(as, `mutation { said: ${call} }`);
      expect([call, data?.said ?? null, errors?.[0]?.extensions.code]).toEqual([call, null, 'REFUSED']);
    }
  });
});

describe('the record that a person reads', () => {
  const SEEN = '{ me { disclosures(first: 200) { disclosures { about roles recipient } } } }';

  test('names the other guardian who looked at a child, and not the own looks', async () => {
    const father = { ...self('ga'), subject: { kind: 'GUARDIAN', reference: GIVER } } as const;
    const query = 'query ($id: ID!) { child(id: $id) { name phone } }';
    for (const as of [father, self('ga')]) {
      const { body } = await gateway.ask({ as, purpose: OWN, query, variables: { id: childOf(as, 'ca') } });
      expect(body.data.child.name).toBe(world.person('ca').name);
    }
    const { data } = await ask(self('ga'), SEEN);
    expect(data.me.disclosures.disclosures).toEqual([
      { about: childOf(self('ga'), 'ca'), roles: ['SELF_GUARDIAN'], recipient: 'SELF' },
    ]);
  });

  test('has what their own corrections showed, as every answer that shows values has', async () => {
    await ask(self('go'), 'mutation { correctMine(input: { phone: "022-123-4567" }) { id } }');
    const { receipt } = await gateway.ask({
      as: self('go'),
      purpose: OWN,
      query: '{ me { corrections { changes { before after } } } }',
    });
    const { rows } = await gateway.data.governance.query(
      'select entry::jsonb as entry from audit_entries where index = $1',
      [receipt?.index],
    );
    expect(rows[0].entry).toMatchObject({
      kind: 'DISCLOSURE',
      disclosed: [{ category: 'PHONE', form: 'RAW', coordinates: ['ColumnChange.after', 'ColumnChange.before'] }],
    });
  });
});

describe('a request at the desk', () => {
  test('for a child is answered to the guardian who made it, and to no other', async () => {
    const mother = self('ga');
    const made = await ask(
      mother,
      `mutation { requestRight(right: ACCESS, about: "${childOf(mother, 'ct')}") { key } }`,
    );
    const { key } = made.data.requestRight;
    const answer = `answerRequest(key: "${key}", decision: REFUSED, refusal: OTHER_LAW, explanation: "Article 5") { key }`;
    expect((await ask('consultation-desk', `mutation { ${answer} }`)).errors).toBeUndefined();
    const seen = async (as: As): Promise<Data[]> => {
      const { data } = await ask(as, '{ me { requests { key explanation } } }');
      return data.me.requests.filter((each: Data) => each.key === key);
    };
    expect(await seen(mother)).toEqual([{ key, explanation: 'Article 5' }]);
    expect(await seen({ ...mother, subject: { kind: 'GUARDIAN', reference: GIVER } })).toEqual([]);
    await linkOf('ct', 'ENDED');
    expect(await seen(mother)).toEqual([]);
    await linkOf('ct', 'ACTIVE');
  });

  test.each(['ERASE', 'STOP_USE', 'RECTIFY'])(
    '%s by a guardian is not granted once the link has ended',
    async (right) => {
      const mother = self('ga');
      const made = await ask(
        mother,
        `mutation { requestRight(right: ${right}, about: "${childOf(mother, 'ct')}") { key } }`,
      );
      const { key } = made.data.requestRight;
      await linkOf('ct', 'ENDED');
      const grant = `mutation { answerRequest(key: "${key}", decision: GRANTED, explanation: "done") { key } }`;
      expect(errorOf(await ask('consultation-desk', grant))).toContain('NOT_OWN_DATA');
      const correct = `mutation { correctForCase(key: "${key}", input: { phone: "022-123-4567" }) { id } }`;
      if (right === 'RECTIFY') expect(errorOf(await ask('consultation-desk', correct))).toContain('NOT_OWN_DATA');
      await linkOf('ct', 'ACTIVE');
      const { rowCount } = await gateway.data.club.query('select from children where id = $1', [
        world.person('ct').key,
      ]);
      expect(rowCount).toBe(1);
    },
  );
});

describe('a guardian of a grown-up', () => {
  const SAID =
    'purpose: CONSENTED_DISCLOSURE, recipient: "PARTNER_BOOKS", categories: [NAME], textVersion: "2026-04", language: "ja"';

  test.each(['grantConsent', 'refuseConsent'])('does not speak for them: %s', async (field) => {
    const as = self('ga');
    const { data, errors } = await ask(
      as,
      `mutation { said: ${field}(input: { childId: "${childOf(as, 'cu')}", ${SAID} }) { id } }`,
    );
    expect([data?.said ?? null, errors?.[0]?.extensions.code]).toEqual([null, 'REFUSED']);
  });
});

describe('a service of a partner', () => {
  const record = (as: As, about: string, by: string) =>
    ask(
      as,
      `mutation { said: recordServiceRequest(input: { subject: "${about}", requestedBy: "${by}", partner: "PARTNER_BOOKS", service: "d",
        needSet: [NAME] }) { key } }`,
    );
  const nobody = { subjectId: 'nobody', organisation: 'SELF', roles: ['SELF_GUARDIAN'] } as const;
  const idOf = (as: As, alias: string) => gateway.idOf(as, 'Guardian', world.person(alias).key);

  test('is asked for and ended by nobody whose token names no record', async () => {
    const as = self('ga');
    const { key } = (await record(as, idOf(as, 'ga'), idOf(as, 'ga'))).data.said;
    expect(errorOf(await record(nobody, idOf(nobody, 'gc'), idOf(nobody, 'gc')))).toContain('NOT_OWN_DATA');
    const end = `mutation { said: endServiceRequest(key: "${key}", reason: "x") { ended } }`;
    expect(errorOf(await ask(nobody, end))).toContain('NOT_OWN_DATA');
    expect(errorOf(await ask(self('gc', 'SELF_SUPPLIER'), end))).toContain('requires role');
    expect((await ask(as, end)).data.said.ended).toBe(true);
  });

  test('is not asked for by a guardian of a grown-up', async () => {
    const as = self('ga');
    expect(errorOf(await record(as, childOf(as, 'cu'), idOf(as, 'ga')))).toContain('NOT_OWN_DATA');
    expect((await record(as, childOf(as, 'ca'), idOf(as, 'ga'))).errors).toBeUndefined();
  });
});

describe('whoever is erased', () => {
  test('leaves nothing new behind, whatever they or the desk still ask for', async () => {
    const as = self('gn');
    const staff = world.person('sa');
    expect((await ask(as, 'mutation { eraseMine { state } }')).data.eraseMine.state).toBe('DONE');
    const refused = [
      'grantConsent(input: { purpose: CONSENTED_DISCLOSURE, recipient: "PARTNER_BOOKS", categories: [NAME], textVersion: "2026-04", language: "ja" }) { id }',
      'correctMine(input: { phone: "022-123-4567" }) { id }',
    ];
    for (const call of refused) {
      const { data, errors } = await ask(as, `mutation { said: ${call} }`);
      expect([call, data?.said ?? null, errors?.[0]?.extensions.code]).toEqual([call, null, 'REFUSED']);
    }
    const employee = {
      subjectId: 'sa',
      organisation: 'SELF',
      roles: ['SELF_EMPLOYEE'] as const,
      subject: { kind: staff.kind, reference: staff.key },
    };
    const { authTime } = self('gn');
    const { data } = await ask({ ...employee, authTime }, 'mutation { requestRight(right: RECTIFY) { key } }');
    const { key } = data.requestRight;
    await ask({ ...employee, authTime }, 'mutation { eraseMine { state } }');
    gateway.clock.now = new Date('2026-11-24T01:00:00Z');
    const late = await ask(
      'consultation-desk',
      `mutation { correctForCase(key: "${key}", input: { phone: "022-123-4567" }) { id } }`,
    );
    expect(errorOf(late)).toContain('ERASED');
    const { rows } = await gateway.data.broadcaster.query('select phone from staff where id = $1', [staff.key]);
    expect(rows[0].phone).toBe('');
  });
});
