import { openNote, parseVerifierKey } from '../../src/audit/checkpoint/signedNote.js';
import { parseCheckpoint } from '../../src/audit/checkpoint/checkpoint.js';
import { exportAudit } from '../../src/audit/export/exportAudit.js';
import { verifyExport } from '../../src/audit/export/verifyExport.js';
import { leafHash } from '../../src/audit/merkle/hashes.js';
import { verifyInclusion } from '../../src/audit/merkle/verifyProof.js';
import { arrangeSubjects, type ArrangedWorld } from '../support/arrangeSubjects.js';
import { startGateway, type Answer, type As, type Data, type Gateway } from '../support/startGateway.js';

/** The decision cases about what is on record, over HTTP: a request's days, the log, the clauses themselves. */

let gateway: Gateway;
let world: ArrangedWorld;
beforeAll(async () => {
  gateway = await startGateway();
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

const OWN = 'DATA_SUBJECT_RIGHTS';
const names = {
  as: 'club-staff',
  purpose: 'CLUB_OPERATION',
  query: '{ guardians(first: 3) { nodes { name phone } } }',
};

describe('A request of a person', () => {
  const REQUEST = '{ key alert open decision refusal explanation }';
  const began = new Date('2026-11-22T01:00:00Z');
  afterEach(() => {
    gateway.clock.now = began;
  });
  const self = () => {
    const { kind, key } = world.person('gn');
    const subject = { kind, reference: key };
    return { subjectId: 'gn', organisation: 'SELF', roles: ['SELF_GUARDIAN' as const], subject };
  };
  const say = async (as: As, call: string): Promise<Answer['body']> =>
    (await gateway.ask({ as, purpose: OWN, query: `mutation { said: ${call} }` })).body;
  const opened = async (): Promise<string> => (await say(self(), 'requestRight(right: ACCESS) { key }')).data.said.key;
  const errorOf = ({ data, errors }: Answer['body']) => {
    expect(data?.said ?? null).toBeNull();
    return errors?.[0]?.message;
  };

  test('TV50 a request that is open on the fifteenth day alarms desk and privacy manager; before, it warns', async () => {
    const key = await opened();
    const alertTo = async (as: string, purpose: string) => {
      const { body } = await gateway.ask({ as, purpose, query: `{ openRequests ${REQUEST} }` });
      return body.data.openRequests.find((each: Data) => each.key === key)?.alert;
    };
    for (const [now, alert] of [
      ['2026-11-22T01:00:00Z', 'NONE'],
      ['2026-12-03T01:00:00Z', 'DUE_SOON'],
      // Midnight in Japan.
      ['2026-12-06T14:59:59Z', 'DUE_SOON'],
      ['2026-12-06T15:00:00Z', 'OVERDUE'],
    ] as const) {
      gateway.clock.now = new Date(now);
      expect([now, await alertTo('consultation-desk', OWN)]).toEqual([now, alert]);
      expect([now, await alertTo('privacy-manager', 'GOVERNANCE')]).toEqual([now, alert]);
    }
    const { body } = await gateway.ask({ ...names, query: `{ openRequests ${REQUEST} }` });
    expect(body.errors?.[0]?.extensions.code).toBe('REFUSED');
  });

  test('TV50 a refusal without a listed reason is rejected; with one the requester reads it (A6-5)', async () => {
    const key = await opened();
    const answer = (rest: string) => say('consultation-desk', `answerRequest(key: "${key}", ${rest}) ${REQUEST}`);
    expect(errorOf(await answer('decision: REFUSED, explanation: "no"'))).toContain('APPI 33(2)');
    const granted = 'decision: GRANTED, refusal: OTHER_LAW, explanation: "x"';
    expect(errorOf(await answer(granted))).toContain('refusal');
    expect(errorOf(await say('consultation-desk', `endRightsCase(key: "${key}", reason: "done") { key }`))).toContain(
      'NOT_ANSWERED',
    );
    const refused = { open: false, decision: 'REFUSED', refusal: 'OTHER_LAW', explanation: 'Article 5' };
    const said = await answer('decision: REFUSED, refusal: OTHER_LAW, explanation: "Article 5"');
    expect(said.data.said).toMatchObject(refused);
    const { body } = await gateway.ask({ as: self(), purpose: OWN, query: `{ me { requests ${REQUEST} } }` });
    expect(body.data.me.requests.find((each: Data) => each.key === key)).toMatchObject(refused);
    expect(errorOf(await answer('decision: GRANTED, explanation: "x"'))).toContain('key');
  });
});

test('TV60 when the log can not be written, nothing personal is in the body, and the reason has its clauses', async () => {
  const { governance } = gateway.data;
  const size = async () => (await governance.query<{ size: number }>('select size::int from audit_head')).rows[0]?.size;
  const before = await size();
  await governance.query('alter function audit_append(jsonb) rename to audit_append_gone');
  try {
    const own = { as: 'guardian', purpose: OWN, query: '{ guardians { nodes { name } } }' };
    const mixed = { ...names, query: '{ courses { nodes { name } } guardians { nodes { name } } }' };
    for (const asking of [names, mixed, own]) {
      const { status, body, text } = await gateway.ask(asking);
      const denied = { form: 'DENIED', reason: 'AUDIT_UNAVAILABLE', clauses: ['A3-2', 'A7-1d'] };
      expect(status).toBe(503);
      expect(body).toMatchObject({
        errors: [{ extensions: { code: 'AUDIT_UNAVAILABLE' } }],
        extensions: { governance: { decisions: [denied] } },
      });
      expect(body).not.toHaveProperty('data');
      expect(text).not.toMatch(/[一-龯]{1,4} [一-龯]{1,4}|\d{3}-\d{4}|nodes/);
    }
    const open = await gateway.ask({ ...names, query: '{ viewer { organisation } courses { nodes { name } } }' });
    expect([open.status, open.body.data.viewer]).toEqual([200, { organisation: 'GAKKO' }]);
    expect(gateway.log()).toContain('"codes":["AUDIT_UNAVAILABLE"]');
  } finally {
    await governance.query('alter function audit_append_gone(jsonb) rename to audit_append');
  }
  expect(await size()).toBe(before);
  expect((await gateway.ask(names)).status).toBe(200);
});

describe('A row of the log that its owner alters', () => {
  const audit = async (query: string): Promise<Data> =>
    (await gateway.ask({ as: 'internal-auditor', purpose: 'INTERNAL_AUDIT', query })).body.data.auditLog;

  /** What an auditor finds with the gateway's answers alone: the first entry that its own leaf hash, or the signed tree, belies. */
  async function firstAltered(): Promise<number | null> {
    const { verifierKey, checkpoint } = await audit('{ auditLog { verifierKey checkpoint { size note } } }');
    const key = parseVerifierKey(verifierKey);
    const signed = key && parseCheckpoint(openNote(checkpoint.note, key) ?? '');
    const { size, root } = signed ?? { size: 0, root: Buffer.alloc(0) };
    const { entries } = await audit('{ auditLog { entries(first: 500) { index leafHash entry } } }');
    expect(size).toBeGreaterThan(6);
    for (const { index, leafHash: told, entry } of entries.slice(0, size)) {
      const leaf = leafHash(Buffer.from(entry));
      const { inclusionProof } = await audit(
        `{ auditLog { inclusionProof(index: ${index}, size: ${size}) { hashes } } }`,
      );
      const proof = inclusionProof.hashes.map((hash: string) => Buffer.from(hash, 'hex'));
      if (leaf.toString('hex') !== told || !verifyInclusion({ leaf, index, size, root, proof })) return index;
    }
    return null;
  }

  async function firstOfExport(): Promise<number | null> {
    const { governance } = gateway.data;
    const { text } = await gateway.environment.audit.checkpoints.verifierKey();
    const { problem } = await verifyExport(exportAudit(governance, text), { key: text, mayEndUnsigned: true });
    return problem?.index ?? null;
  }

  /** Past the triggers, as the owner of the database can. */
  async function alter(index: number, change: string): Promise<void> {
    const client = await gateway.data.governance.connect();
    await client.query('set session_replication_role = replica');
    await client.query(`update audit_entries set ${change} where index = $1`, [index]);
    client.release(true);
  }

  test('TV63 a row that is altered is named by its index, to the auditor over HTTP and in an export, with its leaf hash made anew as one of two', async () => {
    for (let turn = 0; turn < 8; turn += 1) await gateway.ask(names);
    const index = Number((await gateway.ask(names)).receipt?.index);
    await gateway.ask(names);
    await gateway.environment.audit.checkpoints.sign();
    expect([await firstAltered(), await firstOfExport()]).toEqual([null, null]);
    await alter(index, `entry = replace(entry, 'CLUB_OPERATION', 'CLUB_OPERATIOM')`);
    expect([await firstAltered(), await firstOfExport()]).toEqual([index, index]);
    await alter(index, `leaf_hash = sha256('\\x00'::bytea || convert_to(entry, 'UTF8'))`);
    // The lowest hash that an export has besides is above two leaves: the first of them is named.
    expect([await firstAltered(), await firstOfExport()]).toEqual([index, index - (index % 2)]);
  });
});

test('TV64 each of the 106 clauses has a rule or a control, and a test or a named control; nothing is cited that is not there', async () => {
  const query = '{ policy { coverage { clauses { id rules control tests } problems open } } }';
  const { body } = await gateway.ask({ as: 'privacy-manager', purpose: 'GOVERNANCE', query });
  const { clauses, problems, open } = body.data.policy.coverage;
  expect([clauses.length, problems, open]).toEqual([106, [], []]);
  for (const { id, rules, control, tests } of clauses) {
    expect([id, rules.length > 0 || control !== null]).toEqual([id, true]);
    expect([id, tests.length > 0 || control !== null]).toEqual([id, true]);
  }
  const refused = await gateway.ask({ ...names, query });
  expect([refused.body.data?.policy ?? null, refused.body.errors?.[0]?.extensions.code]).toEqual([null, 'REFUSED']);
});
