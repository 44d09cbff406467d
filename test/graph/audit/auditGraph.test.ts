import { Frontier } from '../../../src/audit/merkle/frontier.js';
import { leafHash } from '../../../src/audit/merkle/hashes.js';
import { verifyConsistency, verifyInclusion } from '../../../src/audit/merkle/verifyProof.js';
import { openNote, parseVerifierKey } from '../../../src/audit/checkpoint/signedNote.js';
import { parseCheckpoint } from '../../../src/audit/checkpoint/checkpoint.js';
import { startGateway, type Gateway } from '../../support/startGateway.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  const query = '{ guardians(first: 2) { nodes { name } } }';
  for (let turn = 0; turn < 5; turn += 1) await gateway.ask({ as: 'club-staff', purpose: 'CLUB_OPERATION', query });
  await gateway.environment.audit.checkpoints.sign();
});
afterAll(async () => gateway.close());

const audit = (query: string, variables = {}) =>
  gateway.ask({ as: 'internal-auditor', purpose: 'INTERNAL_AUDIT', query, variables });
const bytes = (hex: string) => Buffer.from(hex, 'hex');

test('an auditor checks with a checkpoint, an inclusion proof and a consistency proof that nothing was changed, alone', async () => {
  const { body } = await audit(
    '{ auditLog { origin size verifierKey closed checkpoint { size root note } entries(first: 5) { index leafHash entry } } }',
  );
  const log = body.data.auditLog;
  const key = parseVerifierKey(log.verifierKey);
  const signed = key && parseCheckpoint(openNote(log.checkpoint.note, key) ?? '');
  expect([log.closed, signed?.origin, signed?.root.toString('hex')]).toEqual([null, log.origin, log.checkpoint.root]);
  const leaves = log.entries.map(({ entry }: { entry: string }) => leafHash(Buffer.from(entry)));
  expect(leaves.map((leaf: Buffer) => leaf.toString('hex'))).toEqual(
    log.entries.map((each: { leafHash: string }) => each.leafHash),
  );
  const size = log.checkpoint.size as number;
  const proofs = await audit(
    'query P($size: Float!) { auditLog { inclusionProof(index: 2, size: $size) { hashes root } consistencyProof(from: 3, to: $size) { hashes root } } }',
    { size },
  );
  const { inclusionProof, consistencyProof } = proofs.body.data.auditLog;
  const root = bytes(log.checkpoint.root);
  expect(verifyInclusion({ leaf: leaves[2], index: 2, size, root, proof: inclusionProof.hashes.map(bytes) })).toBe(
    true,
  );
  const frontier = new Frontier();
  for (const leaf of leaves.slice(0, 3)) frontier.append(leaf);
  const before = { size: 3, root: frontier.root() };
  const claim = { before, after: { size, root }, proof: consistencyProof.hashes.map(bytes) };
  expect(verifyConsistency(claim)).toBe(true);
});

test('whoever reads the log is in it', async () => {
  const answer = await audit('{ auditLog { size } }');
  const { index } = answer.receipt ?? { index: -1 };
  const { body } = await audit(`{ auditLog { entry(index: ${index}) { entry } } }`);
  expect(JSON.parse(body.data.auditLog.entry.entry)).toMatchObject({
    kind: 'GOVERNANCE',
    caller: { roles: ['INTERNAL_AUDITOR'] },
  });
});

test('it is refused to everybody else, and what is out of range is refused to all', async () => {
  for (const as of ['club-staff', 'operator-staff', 'dept-manager', 'guardian']) {
    const { purposes } = gateway.identity(as);
    const { body } = await gateway.ask({ as, purpose: purposes[0] ?? '', query: '{ auditLog { size } }' });
    expect([body.data, body.errors?.[0]?.extensions.code]).toEqual([{ auditLog: null }, 'REFUSED']);
  }
  for (const field of [
    'entries(first: 501) { index }',
    'entries(from: -1) { index }',
    'entry(index: 0.5) { index }',
    'inclusionProof(index: 9, size: 9) { root }',
    'inclusionProof(index: 0, size: 100000) { root }',
    'consistencyProof(from: 0, to: 1) { root }',
    'consistencyProof(from: 2, to: 1) { root }',
  ]) {
    const { body } = await audit(`{ auditLog { ${field} } }`);
    expect([field, body.errors?.[0]?.extensions.code]).toEqual([field, 'BAD_INPUT']);
  }
});
