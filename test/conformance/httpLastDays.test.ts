import type { VerifiedCaller } from '../../src/policy/caller.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { lookAt } from './httpRegisters.js';

/** What a guardian and a class had by a row with dates ends with its last day, Asia/Tokyo, though the row's state still says ACTIVE. */

let gateway: Gateway;
let world: ArrangedWorld;
let look: ReturnType<typeof lookAt>;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  look = lookAt(gateway);
});
afterAll(async () => gateway.close());

const GIVER = 900_999;
const DAY_BEFORE_FIRST = '2026-11-21T23:59:59.999+09:00';
const FIRST_INSTANT = '2026-11-22T00:00:00+09:00';
const LAST_INSTANT = '2026-11-22T23:59:59.999+09:00';
const DAY_AFTER = '2026-11-23T00:00:00+09:00';
const INSTANTS = [DAY_BEFORE_FIRST, FIRST_INSTANT, LAST_INSTANT, DAY_AFTER] as const;
const ON_ITS_DAY_ALONE = [false, true, true, false];

const guardian = (key: number): Partial<VerifiedCaller> => ({
  subjectId: `guardian ${key}`,
  organisation: 'SELF',
  roles: ['SELF_GUARDIAN'],
  subject: { kind: 'GUARDIAN', reference: key },
});
const parent = () => guardian(world.person('ga').key);
const teacher = (): Partial<VerifiedCaller> => ({
  organisation: 'KODOMO_TECH',
  roles: ['SUBCONTRACTOR_STAFF'],
  staffReference: world.person('sa').key,
});
const RIGHTS = 'DATA_SUBJECT_RIGHTS';

/** What `ask` finds just before, at the beginning, at the end of and after the one day on which the rows hold. */
async function over(ask: () => Promise<boolean>): Promise<readonly boolean[]> {
  const began = gateway.clock.now;
  const found: boolean[] = [];
  for (const instant of INSTANTS) {
    gateway.clock.now = new Date(instant);
    found.push(await ask());
  }
  gateway.clock.now = began;
  return found;
}

const named = async (as: string | Partial<VerifiedCaller>, purpose: string, alias: string) => {
  const { found } = await look({ as, purpose, about: world.person(alias), fields: 'name' });
  return found?.name === world.person(alias).name;
};

async function own(as: Partial<VerifiedCaller>, query: string) {
  const { body } = await gateway.ask({ as, purpose: RIGHTS, query });
  return { data: body.data, code: body.errors?.[0]?.extensions.code };
}

describe('a link whose state still says ACTIVE, on its one day alone', () => {
  beforeAll(async () => {
    const keys = ['ca', 'cc', 'ct'].map((alias) => world.person(alias).key);
    await gateway.data.club.query(
      `update guardian_links set started_on = '2026-11-22', ended_on = '2026-11-22', state = 'ACTIVE', harm_flag = false
        where child_id = any($1)`,
      [keys],
    );
  });
  afterAll(async () => {
    await gateway.data.club.query(
      `update guardian_links set started_on = '2024-04-01', ended_on = null where guardian_id >= 900001`,
    );
  });

  test('lets the guardian see the child', async () => {
    expect(await over(async () => named(parent(), RIGHTS, 'ca'))).toEqual(ON_ITS_DAY_ALONE);
  });

  test('lets the guardian’s consent for the child count', async () => {
    const partner = ['partner-analyst', 'CONSENTED_DISCLOSURE'] as const;
    expect(await over(async () => named(...partner, 'ca'))).toEqual(ON_ITS_DAY_ALONE);
  });

  test('lets the guardian’s word on advertising count', async () => {
    const coop = ['coop-staff', 'BENEFICIAL_INFORMATION'] as const;
    expect(await over(async () => named(...coop, 'ca'))).toEqual(ON_ITS_DAY_ALONE);
  });

  test('shows guardian and child to each other, and the family’s member code', async () => {
    const children = async () => {
      const { data } = await own(parent(), '{ me { guardian { children { name } } } }');
      return data.me.guardian.children.some(({ name }: { name: string }) => name === world.person('ca').name);
    };
    expect(await over(children)).toEqual(ON_ITS_DAY_ALONE);
    const staff = { as: 'club-staff', purpose: 'CLUB_OPERATION', about: world.person('ca') };
    const guardians = async () => {
      const { found } = await look({ ...staff, fields: 'guardians { name }' });
      return (found as { guardians?: unknown[] } | null)?.guardians?.length !== 0;
    };
    expect(await over(guardians)).toEqual(ON_ITS_DAY_ALONE);
    const code = async () => {
      const { found } = await look({ ...staff, fields: 'memberCode' });
      return (found as { memberCode?: string | null } | null)?.memberCode === world.person('ca').memberCode;
    };
    expect(await over(code)).toEqual(ON_ITS_DAY_ALONE);
  });

  test('lets the guardian say yes for the child, and shows what was said', async () => {
    const id = () => gateway.idOf(guardian(GIVER), 'Child', world.person('ca').key);
    const yes = () => `mutation { grantConsent(input: { childId: "${id()}", purpose: REQUESTED_SERVICE,
      recipient: "PARTNER_BOOKS", categories: [NAME], textVersion: "1", language: "ja" }) { id } }`;
    expect(await over(async () => (await own(guardian(GIVER), yes())).code === undefined)).toEqual(ON_ITS_DAY_ALONE);
    const listed = async () => {
      const { data } = await own(guardian(GIVER), '{ consents { subjectKind } }');
      return data.consents.length > 0;
    };
    expect(await over(listed)).toEqual(ON_ITS_DAY_ALONE);
  });

  test('lets the guardian alone ask for the child’s erasure, not the former one', async () => {
    const id = gateway.idOf(parent(), 'Child', world.person('ca').key);
    gateway.clock.now = new Date(DAY_AFTER);
    const query = `mutation { eraseMine(about: "${id}") { state } }`;
    const { code } = await own(parent(), query);
    gateway.clock.now = new Date('2026-11-22T10:00:00+09:00');
    expect(code).toBe('REFUSED');
  });
});

describe('an enrolment whose state still says ACTIVE, on its one day alone', () => {
  beforeAll(async () => {
    await gateway.data.club.query(
      `update enrolments set enrolled_on = '2026-11-22', ended_on = '2026-11-22' where class_id = $1`,
      [world.classKey],
    );
  });

  test('opens the child and the guardian to the teachers of the class', async () => {
    for (const alias of ['ca', 'ga'])
      expect([alias, await over(async () => named(teacher(), 'CLUB_OPERATION', alias))]).toEqual([
        alias,
        ON_ITS_DAY_ALONE,
      ]);
  });

  test('puts the child on the list of the class', async () => {
    const as = 'club-staff';
    const query = 'query ($id: ID!) { children(first: 9, where: { classId: $id }) { nodes { name } } }';
    const variables = { id: gateway.idOf(as, 'Class', world.classKey) };
    const list = async () => {
      const { body } = await gateway.ask({ as, purpose: 'CLUB_OPERATION', query, variables });
      return body.data.children.nodes.length > 0;
    };
    expect(await over(list)).toEqual(ON_ITS_DAY_ALONE);
  });
});
