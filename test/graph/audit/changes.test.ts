import type { AuditEntry } from '../../../src/audit/auditEntry.js';
import { NOON, startGateway, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway({ snapshot: true });
});
afterAll(async () => gateway.close());

async function entries(): Promise<readonly AuditEntry[]> {
  const { rows } = await gateway.data.governance.query<{ entry: string }>(
    'select entry from audit_entries order by index',
  );
  return rows.map(({ entry }) => JSON.parse(entry) as AuditEntry);
}

async function without<T>(work: () => Promise<T>): Promise<T> {
  await gateway.data.governance.query('alter function audit_append(jsonb) rename to audit_append_gone');
  try {
    return await work();
  } finally {
    await gateway.data.governance.query('alter function audit_append_gone(jsonb) rename to audit_append');
  }
}

async function count(table: string): Promise<number> {
  const { rows } = await gateway.data.governance.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? -1;
}

const ticket = `mutation { recordNecessityTicket(
  validTo: "${new Date(Date.parse(NOON) + 86_400_000).toISOString()}",
  input: { role: CLUB_STAFF, organisation: "GAKKO", purpose: CLUB_OPERATION, categories: [PHONE], forLists: true, why: "佐藤さんに電話" }
) { key } }`;
const manager = { as: 'dept-manager', purpose: 'GOVERNANCE', query: ticket };
const consent = {
  as: 'guardian',
  purpose: 'DATA_SUBJECT_RIGHTS',
  query: `mutation { grantConsent(input: { purpose: BENEFICIAL_INFORMATION, recipient: "COOP", categories: [PURCHASE_HISTORY],
    textVersion: "2026-11", language: "ja" }) { id } }`,
};
const statistic = {
  as: 'partner-analyst',
  purpose: 'ANONYMISED_DISCLOSURE',
  query: '{ statistics { families(groupBy: [AGE_BAND]) { cells { families { value } } } } }',
};

describe('A change of a register', () => {
  it('has its entry in its own transaction, with who, step and version, and none of its text', async () => {
    const answer = await gateway.ask(manager);
    const { key } = answer.body.data.recordNecessityTicket;
    const found = (await entries()).at(-1);
    expect(found).toMatchObject({
      kind: 'REGISTER',
      purpose: 'GOVERNANCE',
      caller: { organisation: 'GAKKO', roles: ['DEPT_MANAGER'] },
      facts: { register: 'NECESSITY_TICKET', version: 1, step: 'RECORD' },
    });
    expect(JSON.stringify(found)).not.toContain('佐藤');
    const { changes } = answer.body.extensions?.governance as unknown as { changes: { index: number }[] };
    expect(changes.map(({ index }) => index)).toEqual([(await entries()).length - 1]);
    const { rows } = await gateway.data.governance.query(
      `select e.xmin = a.xmin as same from register_entries e, audit_entries a where e.key = $1 and a.index = $2`,
      [key, changes[0]?.index],
    );
    expect(rows).toEqual([{ same: true }]);
  });

  it('is named by the answers that stood on it', async () => {
    const ticketed = await gateway.ask(manager);
    const { key } = ticketed.body.data.recordNecessityTicket;
    const query = '{ guardians(first: 1) { nodes { phone } } }';
    await gateway.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query });
    expect((await entries()).at(-1)?.papers).toContainEqual({ register: 'NECESSITY_TICKET', key });
    await gateway.ask({ as: 'operator-staff', purpose: 'CLUB_OPERATION', query });
    const outside = (await entries()).at(-1)?.papers.map(({ register }) => register);
    expect(outside).toEqual(expect.arrayContaining(['CONTRACT', 'JOINT_USE_NOTICE']));
    expect(outside).not.toContain('NECESSITY_TICKET');
  });

  it('does not happen when it can not be recorded', async () => {
    const before = await count('register_entries');
    const { body } = await without(async () => gateway.ask(manager));
    expect(body.errors?.map(({ extensions }) => extensions.code)).toEqual(['AUDIT_UNAVAILABLE']);
    expect(await count('register_entries')).toBe(before);
  });
});

describe('A consent', () => {
  it('is recorded with its subject as a token, its purpose, recipient and categories', async () => {
    const answer = await gateway.ask(consent);
    expect(answer.body.errors).toBeUndefined();
    const found = (await entries()).at(-1);
    expect(found).toMatchObject({
      kind: 'CONSENT',
      caller: { person: null, roles: ['SELF_GUARDIAN'] },
      facts: {
        step: 'GRANT',
        state: 'GIVEN',
        recipient: 'COOP',
        categories: ['PURCHASE_HISTORY'],
        consent: answer.body.data.grantConsent.id,
      },
      subjects: [{ kind: 'GUARDIAN', count: 1 }],
    });
  });

  it('is not changed when that can not be recorded', async () => {
    const before = [await count('consents'), await count('consent_events')];
    const { body } = await without(async () => gateway.ask(consent));
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'AUDIT_UNAVAILABLE' } }] });
    expect([await count('consents'), await count('consent_events')]).toEqual(before);
  });
});

describe('A statistic', () => {
  it('that can not be recorded is neither charged nor released', async () => {
    const { body } = await without(async () => gateway.ask(statistic));
    expect(JSON.stringify(body)).toContain('AUDIT_UNAVAILABLE');
    expect(JSON.stringify(body)).not.toContain('"value"');
    expect([await count('releases'), await count('release_views')]).toEqual([0, 0]);
    const { rows } = await gateway.data.governance.query(
      'select coalesce(sum(spent_nano), 0)::int as spent from privacy_accounts',
    );
    expect(rows).toEqual([{ spent: 0 }]);
  });

  it('is recorded with its release and its price, in the transaction of the charge', async () => {
    expect((await gateway.ask(statistic)).body.errors).toBeUndefined();
    const found = (await entries()).find(({ kind, facts }) => kind === 'STATISTIC' && facts !== null);
    const { rows } = await gateway.data.governance.query<{ id: string; nano_rho: string }>(
      'select id, nano_rho::text from releases',
    );
    expect(found?.facts).toMatchObject({
      step: 'RESERVE',
      releaseId: rows[0]?.id,
      nanoRho: rows[0]?.nano_rho,
      sources: ['club'],
    });
    expect(found?.caller).toMatchObject({ roles: ['PARTNER'] });
  });

  it('that reveals no category is recorded each time it is served, with the rule that let it be counted', async () => {
    const counted = { ...statistic, query: '{ statistics { families { cells { families { value } } } } }' };
    const told = async () =>
      (await entries()).filter(
        ({ kind, decisions }) =>
          kind === 'STATISTIC' && decisions.some(({ form, category }) => form === 'AGGREGATED' && category === null),
      );
    const before = (await told()).length;
    const answers = [await gateway.ask(counted), await gateway.ask(counted)];
    for (const { body } of answers) {
      expect(body.errors).toBeUndefined();
      expect(body.extensions?.governance).toBeDefined();
    }
    const found = await told();
    expect(found).toHaveLength(before + 2);
    expect(found.at(-1)?.decisions[0]).toMatchObject({ reason: 'PERMITTED', rule: expect.not.stringMatching('^$') });
  });
});
