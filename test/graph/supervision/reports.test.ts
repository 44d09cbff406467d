import { disclosure, TRAIL } from '../../audit/openLog.js';
import { arrangeSubjects, type ArrangedWorld } from '../../support/arrangeSubjects.js';
import { startGateway, type As, type Gateway } from '../../support/startGateway.js';
import { lookAt, MANAGER, openRegisters, type Registers } from '../../conformance/httpRegisters.js';

/** What each recipient got, added up, and what happens to one that got more than it may. */

let gateway: Gateway;
let world: ArrangedWorld;
let registers: Registers;
let look: ReturnType<typeof lookAt>;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
  registers = await openRegisters(gateway);
  look = lookAt(gateway);
});
afterAll(async () => gateway.close());
afterEach(async () => {
  await registers.putBack();
  await gateway.data.governance.query('delete from recipient_volumes');
});

const OPERATOR = { as: 'operator-staff', purpose: 'CLUB_OPERATION' } as const;
const list = async (first: number, fields = 'name phone', who: { as: As; purpose: string } = OPERATOR) => {
  const { body } = await gateway.ask({ ...who, query: `{ guardians(first: ${first}) { nodes { ${fields} } } }` });
  return (body.data?.guardians?.nodes ?? null) as readonly object[] | null;
};
const report = async (
  organisation: string,
  days = 'from: "2026-11-22", to: "2026-11-22"',
  who: { as: As; purpose: string } = MANAGER,
) => {
  const query = `{ supervision { recipientReport(organisation: "${organisation}", ${days}) {
    lines { purpose category form answers subjects } volumes { subjects days used } } } }`;
  const { body } = await gateway.ask({ ...who, query });
  return body.data?.supervision?.recipientReport ?? body.errors?.[0]?.message;
};
const limitTo = async (subjects: number, days = 30) => {
  const { rows } = await gateway.data.governance.query<{ key: string }>(
    `select key from register_entries where register = 'CONTRACT' and organisation = 'SENDAI_HOSO' and superseded_at is null`,
  );
  const standing = await registers.standing('CONTRACT', rows[0]?.key ?? '');
  await registers.record({ ...MANAGER, noun: 'Contract', input: { ...standing, volumeLimit: { subjects, days } } });
};

// clauses: A3-2
test('the report of a recipient is the sum of the raw log, for its own days, and for nobody else', async () => {
  await list(3);
  await list(5, 'name');
  await look({ ...OPERATOR, about: world.person('ca'), fields: 'name phone' });
  await list(4, 'name', { as: 'coop-staff', purpose: 'CLUB_OPERATION' });
  const { lines } = await report('SENDAI_HOSO');
  const { rows: raw } = await gateway.data.governance.query<{ entry: Logged; tokens: Record<string, string[]> }>(
    `select e.entry::jsonb as entry, (select jsonb_object_agg(set_number, tokens) from (
        select set_number, jsonb_agg(token) as tokens from audit_entry_subjects where entry = e.index group by 1) sets) as tokens
       from audit_entries e where e.organisation = 'SENDAI_HOSO' and e.kind = 'DISCLOSURE'`,
  );
  const summed = new Map<string, { answers: number; subjects: Set<string> }>();
  for (const { entry, tokens } of raw) {
    const seen = new Set<string>();
    for (const { category, form, set } of entry.disclosed) {
      const key = [entry.purpose, category, form].join();
      const sum = summed.get(key) ?? { answers: 0, subjects: new Set<string>() };
      if (!seen.has(key)) sum.answers += 1;
      seen.add(key);
      for (const token of tokens[String(set)] ?? []) sum.subjects.add(token);
      summed.set(key, sum);
    }
  }
  expect(raw.length).toBe(3);
  expect(
    new Map(
      lines.map(({ purpose, category, form, answers, subjects }: Line) => [
        [purpose, category, form].join(),
        [answers, subjects],
      ]),
    ),
  ).toEqual(new Map([...summed].map(([key, { answers, subjects }]) => [key, [answers, subjects.size]])));
  expect((await report('SENDAI_HOSO', 'from: "2026-11-23", to: "2026-11-30"')).lines).toEqual([]);
});

interface Logged {
  readonly purpose: string;
  readonly disclosed: readonly { readonly category: string | null; readonly form: string; readonly set: number }[];
}
interface Line {
  readonly purpose: string;
  readonly category: string | null;
  readonly form: string;
  readonly answers: number;
  readonly subjects: number;
}

test('a report is of a recipient of the policy and of days in order, and not for everybody', async () => {
  expect(await report('NOBODY')).toContain('is not in the policy');
  expect(await report('COOP', 'from: "2026-11-22", to: "2026-11-21"')).toContain('is before the first day');
  expect(await report('COOP', undefined, OPERATOR)).toContain('requires role');
});

// clauses: A3-2 A3-3
test('each line stands against the contracts of its days: within one, beyond the caps of all, outside of their purposes, or with none at all', async () => {
  const against = async (organisation: string, day: string) => {
    const days = `from: "${day}", to: "${day}"`;
    const query = `{ supervision { recipientReport(organisation: "${organisation}", ${days}) {
      lines { purpose category form withinContract contracts { id cap scope from to } } } } }`;
    const { body } = await gateway.ask({ ...MANAGER, query });
    return (body.data?.supervision?.recipientReport?.lines ?? []) as readonly Against[];
  };
  await list(2);
  const today = await against('SENDAI_HOSO', '2026-11-22');
  const phone = today.find(({ category }) => category === 'PHONE');
  expect(phone).toMatchObject({ purpose: 'CLUB_OPERATION', withinContract: true });
  expect(phone?.contracts[0]?.scope).toContain('CLUB_OPERATION');
  expect(Date.parse(phone?.contracts[0]?.from ?? '')).toBeLessThan(Date.parse('2026-11-22T15:00:00Z'));

  // The contract says less from the next day on. What a hole lets out then is put on record as it left.
  const noon = gateway.clock.now;
  const standing = await registers.standing('CONTRACT', phone?.contracts[0]?.id ?? '');
  await registers.record({
    ...MANAGER,
    noun: 'Contract',
    input: { ...standing, caps: [{ category: 'NAME', maxForm: 'MASKED' }] },
  });
  gateway.clock.now = new Date('2026-11-24T01:00:00Z');
  const { log, pool } = gateway.environment.audit;
  const trail = { ...TRAIL, now: gateway.clock.now };
  const other = { ...trail, purpose: 'DATA_SUBJECT_RIGHTS' } as const;
  await log.append(pool, [disclosure([1], { trail }), disclosure([2], { trail: other })]);
  const beyond = await against('SENDAI_HOSO', '2026-11-24');
  expect(beyond.map(({ purpose, withinContract }) => [purpose, withinContract])).toEqual([
    ['CLUB_OPERATION', false],
    ['DATA_SUBJECT_RIGHTS', false],
  ]);
  expect(beyond.map(({ contracts }) => contracts.map(({ cap }) => cap))).toEqual([['MASKED'], []]);

  const authority = { ...trail, caller: { ...trail.caller, organisation: 'MIYAGI_POLICE' } };
  await log.append(pool, [disclosure([3], { trail: authority })]);
  expect(await against('MIYAGI_POLICE', '2026-11-24')).toMatchObject([{ withinContract: null, contracts: [] }]);
  gateway.clock.now = noon;
});

interface Against {
  readonly purpose: string;
  readonly category: string | null;
  readonly withinContract: boolean | null;
  readonly contracts: readonly {
    readonly id: string;
    readonly cap: string;
    readonly scope: readonly string[];
    readonly from: string;
  }[];
}

// clauses: A3-2
test('the limit of the policy and that of the contract stand beside each other, and each subject counts each time', async () => {
  await limitTo(50, 7);
  await list(3);
  await list(4);
  const { volumes } = await report('SENDAI_HOSO');
  expect(volumes).toEqual([
    { subjects: 50, days: 7, used: 7 },
    { subjects: 100_000, days: 30, used: 7 },
  ]);
});

// clauses: A3-2
test('over the limit the recipient is suspended: the next request is refused, whoever asks, until the manager lifts it', async () => {
  await limitTo(5);
  expect(await list(5)).toHaveLength(5);
  expect(await list(1)).toHaveLength(1);
  const refused = await look({ ...OPERATOR, about: world.person('ca'), fields: 'name' });
  expect([refused.found?.name ?? null, refused.reason, refused.gate]).toEqual([null, 'RECIPIENT_SUSPENDED', 'G4']);
  expect(refused.decisions.at(-1)?.clauses).toContain('A3-2');
  const colleague = { organisation: 'SENDAI_HOSO', roles: ['OPERATOR_STAFF'], subjectId: 'colleague' } as const;
  expect(await list(1, 'name', { as: colleague, purpose: 'CLUB_OPERATION' })).toBeNull();
  expect(await list(1, 'name', { as: 'coop-staff', purpose: 'CLUB_OPERATION' })).toHaveLength(1);

  const { rows } = await gateway.data.governance.query<{ payload: object; recorded_by: string }>(
    `select payload, recorded_by from register_entries where register = 'SUSPENSION' and superseded_at is null`,
  );
  expect(rows).toEqual([
    {
      payload: { organisation: 'SENDAI_HOSO', cause: 'VOLUME_LIMIT', why: '6 subjects in 30 days; the limit is 5.' },
      recorded_by: 'noren:volume-limit',
    },
  ]);
  const { rows: logged } = await gateway.data.governance.query<{ facts: object }>(
    `select entry::jsonb -> 'facts' as facts from audit_entries where kind = 'REGISTER' and entry::jsonb #>> '{facts,register}' = 'SUSPENSION'`,
  );
  expect(logged.at(-1)?.facts).toMatchObject({ used: 6, subjects: 5, days: 30 });
  const health = await gateway.ask({ ...MANAGER, query: '{ supervision { health { status reasons } } }' });
  expect(health.body.data).toEqual({
    supervision: { health: { status: 'DEGRADED', reasons: ['RECIPIENT_SUSPENDED'] } },
  });

  await registers.end({ ...MANAGER, noun: 'Suspension', key: 'SENDAI_HOSO' });
  expect(await list(5)).toHaveLength(5);
  expect(await list(1)).toHaveLength(1);
  expect(await list(1)).toBeNull();
});

test('days that are gone do not count, and neither do answers without anybody', async () => {
  await limitTo(5, 2);
  expect(await list(5)).toHaveLength(5);
  await look({ ...OPERATOR, about: { kind: 'GUARDIAN', key: 999_999 }, fields: 'name' });
  gateway.clock.now = new Date('2026-11-24T01:00:00Z');
  expect(await list(5)).toHaveLength(5);
  expect(await list(1)).toHaveLength(1);
  expect(await list(1)).toBeNull();
});

test('sixteen at once can’t slip under the limit together: once they are answered, the recipient is suspended', async () => {
  await limitTo(8);
  await Promise.all(Array.from({ length: 16 }, () => list(1)));
  expect(await list(1)).toBeNull();
  const { rows } = await gateway.data.governance.query<{ n: number }>(
    `select count(*)::int as n from register_entries where register = 'SUSPENSION' and key = 'SENDAI_HOSO'`,
  );
  expect(rows[0]?.n).toBe(1);
});

test('the accountable party and the persons themselves have no limit', async () => {
  await list(5, 'name', { as: 'club-staff', purpose: 'CLUB_OPERATION' });
  await list(1, 'name', { as: 'guardian', purpose: 'DATA_SUBJECT_RIGHTS' });
  const { rows } = await gateway.data.governance.query('select from recipient_volumes');
  expect(rows).toEqual([]);
});
