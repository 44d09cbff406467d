import { disclosedBetween } from '../../../src/audit/reads/disclosedBetween.js';
import { resolveTokens } from '../../../src/audit/reads/resolveTokens.js';
import { CLUB, DESK, MANAGER, openRegisters, type Registers } from '../../conformance/httpRegisters.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type Data, type Gateway } from '../../support/startGateway.js';

/** Lists that name persons without being rows of a source are on record with whom they named. */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
});
afterAll(async () => gateway.close());
afterEach(async () => registers.putBack());

const person = (alias: string) => world.person(alias);
const self = (alias: string) => {
  const { kind, key } = person(alias);
  const subject = { kind, reference: key } as const;
  return { subjectId: alias, organisation: 'SELF', roles: ['SELF_GUARDIAN'], subject } as const;
};

/** Whom the log says that answers named at these coordinates, as kinds and row keys: what the export of an incident is made of. */
async function named(...coordinates: readonly string[]): Promise<readonly string[]> {
  const pool = gateway.data.governance;
  const groups = await disclosedBetween(pool, { from: new Date(0), to: new Date('2100-01-01'), coordinates });
  const known = await resolveTokens(
    pool,
    groups.flatMap(({ tokens }) => tokens),
  );
  return [...known.values()].map(({ kind, reference }) => `${kind} ${reference}`).sort();
}
const keyOf = (alias: string) => `${person(alias).kind} ${person(alias).key}`;

const read = async (query: string, on = gateway): Promise<Data> => {
  const { body } = await on.ask({ ...MANAGER, query });
  expect(body.errors).toBeUndefined();
  return body.data;
};
const told = async (alias: string): Promise<readonly Data[]> => {
  const query =
    '{ me { disclosures(first: 200) { disclosures { recipient purpose items { category form fields } } } } }';
  const { body } = await gateway.ask({ as: self(alias), purpose: 'DATA_SUBJECT_RIGHTS', query });
  return body.data.me.disclosures.disclosures;
};
const flag = async (alias: string) => {
  const input = { subject: person(alias), flag: 'STOP_USE', why: 'asked' };
  return registers.record({ ...DESK, noun: 'SubjectFlag', input });
};

// clauses: A3-2 A7-1c
test('whose entries of a register were read is on record, and whom the person may know of is told', async () => {
  await flag('ga');
  const input = {
    subject: person('ga'),
    requestedBy: person('ga'),
    right: 'ACCESS',
    receivedOn: '2026-11-20',
    verification: { method: 'CALL_BACK', document: 'x' },
  };
  await registers.record({ ...DESK, noun: 'RightsCase', input });
  expect(await named('Registers.subjectFlags', 'Registers.rightsCases')).toEqual([]);
  await read('{ registers { subjectFlags { key } } }');
  expect(await named('Registers.subjectFlags')).toEqual([keyOf('ga')]);
  // A flag may be one that the guardian must not know of: that it was looked at is not told.
  expect(await told('ga')).toEqual([]);
  await read('{ registers { rightsCases { key } } }');
  expect(await told('ga')).toEqual([
    {
      recipient: 'GAKKO',
      purpose: 'GOVERNANCE',
      items: [{ category: null, form: 'PSEUDONYMISED', fields: ['Registers.rightsCases'] }],
    },
  ]);
  expect(await told('gn')).toEqual([]);
});

// clauses: A4-7b
test('that somebody read a welfare case is on record and kept from the guardian, also in one request with other registers', async () => {
  const input = {
    purpose: 'CHILD_WELFARE',
    body: 'CHILD_GUIDANCE_CENTRE',
    caseNumber: 'W-1',
    subject: person('ca'),
    others: [person('ga')],
    categories: ['NAME'],
    whySpeciallyNecessary: 'x',
    whyConsentHard: 'x',
    bestInterestNote: 'x',
    suppressGuardianNotice: true,
  };
  const validTo = '2027-01-01T00:00:00Z';
  const key = await registers.record({ ...CLUB, noun: 'WelfareCase', input, validTo });
  const before = await told('ga');
  await read(
    `{ registers { welfareCases { key } welfareCaseHistory(key: "${key}") { version } rightsCases { key } } }`,
  );
  expect(await named('Registers.welfareCases')).toEqual([keyOf('ca'), keyOf('ga')].sort());
  expect(await named('Registers.welfareCaseHistory')).toEqual([keyOf('ca'), keyOf('ga')].sort());
  expect(await told('ga')).toEqual(before);
});

test('of whom it was asked why a recipient gets nothing is on record and kept from the person; a question that is refused names nobody', async () => {
  const before = await told('ga');
  const question = (organisation: string) => {
    const subject = gateway.idOf(MANAGER.as, 'Guardian', person('ga').key);
    const asked = `as: PARTNER, organisation: "${organisation}", purpose: CONSENTED_DISCLOSURE, subject: "${subject}"`;
    return `{ supervision { subjectReasons(question: { ${asked}, categories: [NAME] }) { reason } } }`;
  };
  const { body } = await gateway.ask({ ...MANAGER, query: question('NOBODY') });
  expect(body.errors?.[0]?.extensions.code).toBe('BAD_INPUT');
  expect(await named('SubjectReason.reason')).toEqual([]);
  expect((await read(question('PARTNER_BOOKS'))).supervision).toEqual({ subjectReasons: [{ reason: 'PERMITTED_IF' }] });
  expect(await named('SubjectReason.reason')).toEqual([keyOf('ga')]);
  expect(await told('ga')).toEqual(before);
});

test('a joint user that reads of a change is on record with whom it read of; who was erased is tied to nothing again', async () => {
  const correct = 'mutation { correctMine(input: { sex: OTHER }) { state } }';
  const done = await gateway.ask({ as: self('go'), purpose: 'DATA_SUBJECT_RIGHTS', query: correct });
  expect(done.body.errors).toBeUndefined();
  const asked = { as: 'coop-staff', purpose: 'CLUB_OPERATION', query: '{ changeNotices { about what } }' } as const;
  expect((await gateway.ask(asked)).body.data.changeNotices).toMatchObject([{ what: 'CORRECTION' }]);
  expect(await named('ChangeNotice.about')).toEqual([keyOf('go')]);
  const { kind, key: reference } = person('go');
  const by = { subjectId: 'noren:retention', organisation: 'GAKKO', role: 'PRIVACY_MANAGER' } as const;
  await gateway.environment.rights.erase({ kind, reference }, { cause: 'RETENTION', by, caseKey: null });
  const notices = (await gateway.ask(asked)).body.data.changeNotices as readonly { what: string }[];
  expect(notices.map(({ what }) => what)).toContain('ERASURE');
  await read('{ registers { subjectFlags { key } } }');
  const tied = await gateway.data.governance.query('select from audit_subjects where kind = $1 and reference = $2', [
    kind,
    reference,
  ]);
  expect(tied.rowCount).toBe(0);
});

test('a list of who is on record is no volume: it has no pages, and stays open to those who answer for it; rows are refused as before', async () => {
  for (const alias of ['ga', 'gn', 'gc']) await flag(alias);
  const one = { requestsPerMinute: 1_000_000, recordsPerRequest: 1, recordsPerDay: 1 };
  const limits = { caller: { default: one }, organisation: { default: one } };
  const narrow = await startGateway({ on: gateway, limits });
  const { registers: found } = await read('{ registers { subjectFlags { key } } }', narrow);
  expect(found.subjectFlags.length).toBeGreaterThan(1);
  const rows = await narrow.ask({ ...CLUB, query: '{ guardians(first: 2) { nodes { name } } }' });
  expect(rows.body.errors?.[0]?.extensions.code).toBe('BULK_LIMIT');
  await narrow.close();
});
