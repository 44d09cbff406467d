import { DESK, openRegisters } from '../../conformance/httpRegisters.js';
import { recountRowClasses } from '../../support/recountRowClasses.js';
import { startGateway, type Data, type Gateway } from '../../support/startGateway.js';

/** Classes protect families, not rows: who is gone makes none larger, and who belongs to whom is not shown among them. */

const AFFILIATE = { as: 'affiliate-staff', purpose: 'CLUB_OPERATION' } as const;
const OWN_PLACE = '04104';
let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ rowClasses: 'COUNTED' });
});
afterAll(async () => gateway.close());

describe('a relation between de-identified rows of a family', () => {
  test.each([
    ['guardians', 'children', 'Guardian.children'],
    ['children', 'guardians', 'Child.guardians'],
  ])('of %s to %s is withheld, with its reason', async (list, relation, coordinate) => {
    const query = `{ ${list}(first: 50) { nodes { id ageBand ${relation} { id ageBand municipality { code } } } } }`;
    const { body } = await gateway.ask({ ...AFFILIATE, query });
    const rows = body.data[list].nodes as Data[];
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.every((row) => row[relation] === null)).toBe(true);
    expect(body.extensions?.governance.decisions).toContainEqual(
      expect.objectContaining({ coordinate, form: 'DENIED', reason: 'RELATION_NOT_ALLOWED', gate: 'G8' }),
    );
  });

  test('is withheld as well where only some rows have no name: the named one would say who the other is', async () => {
    const query = '{ guardians(first: 50) { nodes { name children { id } } } }';
    const { body } = await gateway.ask({ as: 'coop-staff', purpose: 'BENEFICIAL_INFORMATION', query });
    expect(body.data.guardians.nodes.every(({ children }: Data) => children === null)).toBe(true);
  });

  test('is there for whoever sees the names', async () => {
    const query = '{ guardians(first: 50) { nodes { name children { name } } } }';
    const { body } = await gateway.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query });
    expect(body.data.guardians.nodes.some(({ children }: Data) => children?.length > 0)).toBe(true);
  });

  test('can not be made by what rows show of a family: pseudonyms are of the person, not of the family', async () => {
    const shown = async (list: string) => {
      const query = `{ ${list}(first: 500) { nodes { name memberCode } } }`;
      const { body } = await gateway.ask({ ...AFFILIATE, query });
      return (body.data[list].nodes as Data[]).flatMap(({ name, memberCode }) => [name, memberCode] as string[]);
    };
    const guardians = await shown('guardians');
    const children = new Set(await shown('children'));
    expect(guardians.length).toBeGreaterThan(20);
    expect(guardians.filter((pseudonym) => children.has(pseudonym))).toEqual([]);
  });
});

test('who was stopped does not make a class larger from the next count on', async () => {
  const registers = await openRegisters(gateway);
  const { club } = gateway.data;
  await club.query(
    `WITH moved AS (SELECT id FROM families WHERE EXISTS (SELECT FROM guardians g WHERE g.family_id = families.id AND g.left_on IS NULL AND g.deceased_on IS NULL)
       ORDER BY id LIMIT 10)
     UPDATE guardians SET birth_date = '1985-07-09', municipality_code = CASE WHEN family_id IN (SELECT id FROM moved) THEN $1 ELSE '04101' END`,
    [OWN_PLACE],
  );
  const places = async () => {
    const query = '{ guardians(first: 500) { nodes { municipality { code } } } }';
    const { body } = await gateway.ask({ ...AFFILIATE, query });
    return new Set((body.data.guardians.nodes as Data[]).map(({ municipality }) => municipality?.code as string));
  };
  await recountRowClasses(gateway);
  expect([...(await places())].toSorted()).toEqual(['04101', OWN_PLACE]);

  const { rows } = await club.query<{ id: number }>(
    'SELECT id FROM guardians WHERE family_id = (SELECT min(family_id) FROM guardians WHERE municipality_code = $1)',
    [OWN_PLACE],
  );
  for (const { id: key } of rows) {
    const input = { subject: { kind: 'GUARDIAN', key }, flag: 'STOP_USE', why: 'asked' };
    await registers.record({ ...DESK, noun: 'SubjectFlag', input });
  }
  await recountRowClasses(gateway);
  expect((await places()).has(OWN_PLACE)).toBe(false);
});
