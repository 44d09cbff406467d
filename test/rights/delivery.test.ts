import { NorenError } from '../../src/errors.js';
import { createSourceWriter, type SourceWriter } from '../../src/sources/writing/sourceWriter.js';
import { createSealingKeys } from '../../src/rights/sealingKeys.js';
import { createSubjectRights, type SubjectRights } from '../../src/rights/subjectRights.js';
import type { SubjectReference } from '../../src/policy/consentRecord.js';
import type { RightsGround } from '../../src/rights/rightsGround.js';
import { subjectFlagRegister } from '../../src/registry/registers/subjectFlag.js';
import { openSource } from '../../src/sources/openSource.js';
import { erasureListIn } from '../../src/supervision/retention/erasureList.js';
import { temporaryFolder } from '../support/temporaryFolder.js';
import { startGateway, type Gateway } from '../support/startGateway.js';

let gateway: Gateway;
let subject: SubjectReference;
beforeAll(async () => {
  gateway = await startGateway();
  subject = gateway.identity('guardian').subject as SubjectReference;
});
afterAll(async () => gateway.close());

const BY = { subjectId: 'demo:guardian', organisation: 'SELF', role: 'SELF_GUARDIAN' } as const;

/** The rights on the gateway's own databases, with a writer of the test's. */
function rightsWith(writer: SourceWriter, more: Partial<RightsGround> = {}): SubjectRights {
  const { registers, consents, audit, secret, now } = gateway.environment;
  const keys = createSealingKeys(secret);
  return createSubjectRights({
    pool: gateway.data.governance,
    keys,
    writer,
    registers,
    consents,
    audit: audit.log,
    now,
    ...more,
  });
}

const wish = (email: string) =>
  ({ subject, corrections: { EMAIL: { email } }, by: BY, caseKey: null, authenticatedAt: null }) as const;

async function emailInClub(): Promise<string> {
  const { rows } = await gateway.data.club.query<{ email: string }>('select email from guardians where id = $1', [
    subject.reference,
  ]);
  return rows[0]?.email ?? '';
}

const real = () => createSourceWriter(gateway.environment.sources);

test('a source that is down keeps the correction waiting, and it comes through later', async () => {
  const down = async (): Promise<never> => {
    throw new NorenError('SOURCE_UNAVAILABLE', 'down', { problem: 'SOURCE_UNAVAILABLE' });
  };
  const [waiting] = await rightsWith({ ...real(), correct: down }).correct(wish('later@example.jp'));
  expect(waiting).toMatchObject({ state: 'PENDING', problem: 'SOURCE_UNAVAILABLE' });
  expect(await emailInClub()).not.toBe('later@example.jp');
  await expect(rightsWith(real()).correct(wish('other@example.jp'))).rejects.toThrow('still on its way');
  await rightsWith(real()).deliver();
  expect(await emailInClub()).toBe('later@example.jp');
  expect((await rightsWith(real()).corrections(subject))[0]).toMatchObject({ state: 'DONE', problem: null });
});

test('a crash after the source was written and before that was noted: done once more, to the same end', async () => {
  const crashing: SourceWriter = {
    ...real(),
    correct: async (...args) => {
      await real().correct(...args);
      throw new Error('the process died here');
    },
  };
  const [first] = await rightsWith(crashing).correct(wish('crash@example.jp'));
  expect(first).toMatchObject({ state: 'PENDING', problem: 'UNEXPECTED' });
  expect(await emailInClub()).toBe('crash@example.jp');
  await rightsWith(real()).deliver();
  expect((await rightsWith(real()).corrections(subject))[0]).toMatchObject({ state: 'DONE' });
});

test('what the source changed meanwhile is not overwritten: a conflict, for the desk to see', async () => {
  const changing: SourceWriter = {
    ...real(),
    correct: async (...args) => {
      await gateway.data.club.query(`update guardians set email = 'club@example.jp' where id = $1`, [
        subject.reference,
      ]);
      return real().correct(...args);
    },
  };
  const [found] = await rightsWith(changing).correct(wish('mine@example.jp'));
  expect(found).toMatchObject({ state: 'CONFLICT' });
  expect(await emailInClub()).toBe('club@example.jp');
});

test('a source whose role may only read says so, and the correction waits', async () => {
  await gateway.data.club.query(
    `do $$ begin create role only_reads login; exception when duplicate_object then null; end $$`,
  );
  await gateway.data.club.query('grant select on all tables in schema public to only_reads');
  const club = openSource('club', { ...gateway.databases.club.connection, user: 'only_reads' });
  const writer = createSourceWriter({ ...gateway.environment.sources, club });
  try {
    const [found] = await rightsWith(writer).correct(wish('readonly@example.jp'));
    expect(found).toMatchObject({ state: 'PENDING', problem: 'SOURCE_NOT_WRITABLE' });
    await expect(writer.correct(subject, { email: 'a' }, { email: 'b' })).rejects.toThrow('takes no writes');
  } finally {
    await club.close();
    await rightsWith(real()).deliver();
  }
});

test('without the audit log nothing is written down, and nothing reaches the source', async () => {
  const { registers, consents, secret, now } = gateway.environment;
  const keys = createSealingKeys(secret);
  const audit = {
    append: async () => {
      throw new NorenError('AUDIT_UNAVAILABLE', 'down');
    },
  } as unknown as Gateway['environment']['audit']['log'];
  const rights = createSubjectRights({
    pool: gateway.data.governance,
    keys,
    writer: real(),
    registers,
    consents,
    audit,
    now,
  });
  const before = await emailInClub();
  const known = await rightsWith(real()).corrections(subject);
  await expect(rights.correct(wish('unrecorded@example.jp'))).rejects.toThrow('down');
  expect(await emailInClub()).toBe(before);
  expect(await rightsWith(real()).corrections(subject)).toHaveLength(known.length);
});

test('a legal hold that comes while an erasure is on its way keeps what the sources still have, until it ends (A6-5)', async () => {
  const about = gateway.identity('adult').subject as SubjectReference;
  const down = async (): Promise<never> => {
    throw new NorenError('SOURCE_UNAVAILABLE', 'down', { problem: 'SOURCE_UNAVAILABLE' });
  };
  const wished = { cause: 'REQUEST', by: BY, caseKey: null } as const;
  expect((await rightsWith({ ...real(), erase: down }).erase(about, wished)).state).toBe('RUNNING');
  const { registers } = gateway.environment;
  const recorder = { subjectId: 'demo:privacy-manager', organisation: 'GAKKO', role: 'PRIVACY_MANAGER' } as const;
  const payload = { subject: about, flag: 'LEGAL_HOLD', why: 'a court wants it kept' } as const;
  const { key } = await registers.record(subjectFlagRegister, { payload, recorder });
  await rightsWith(real()).deliver();
  expect((await rightsWith(real()).erasure(about))?.steps).toContainEqual(
    expect.objectContaining({ step: 'CLUB', state: 'PENDING', problem: 'LEGAL_HOLD' }),
  );
  const kept = async () =>
    (await gateway.data.club.query('select from guardians where id = $1', [about.reference])).rowCount;
  expect(await kept()).toBe(1);
  await registers.end(subjectFlagRegister, { key, recorder, reason: 'over' });
  await rightsWith(real()).deliver();
  expect([await kept(), (await rightsWith(real()).erasure(about))?.state]).toEqual([0, 'DONE']);
});

test('who is erased is on the list beside the databases before anybody is told, and untold while it can not be written', async () => {
  const about = gateway.identity('supplier').subject as SubjectReference;
  const folder = temporaryFolder('erasures-');
  const list = erasureListIn(folder.path, 'origin');
  const wished = { cause: 'REQUEST', by: BY, caseKey: null } as const;
  const full = async (): Promise<never> => {
    throw new Error('no space left on the device');
  };
  const begun = await rightsWith(real(), { remember: full }).erase(about, wished);
  expect(begun.state).toBe('RUNNING');
  expect(begun.steps[0]).toMatchObject({ step: 'FLAG', state: 'PENDING', problem: 'ERASURE_LIST' });
  const rows = async () =>
    (await gateway.data.coop.query('select from supplier_contacts where id = $1', [about.reference])).rowCount;
  expect([list.read(), await rows()]).toEqual([[], 1]);
  const listed: (readonly SubjectReference[])[] = [];
  const writer = {
    ...real(),
    erase: async (...args: Parameters<SourceWriter['erase']>) => (listed.push(list.read()), real().erase(...args)),
  };
  await rightsWith(writer, { remember: async (subject) => list.add([subject]) }).deliver();
  expect([listed[0], await rows()]).toEqual([[about], 0]);
  folder.remove();
});
