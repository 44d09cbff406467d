import { randomUUID } from 'node:crypto';
import { AuditLog } from './audit/auditLog.js';
import { CheckpointKeeper } from './audit/checkpoint/checkpointKeeper.js';
import { expectPrefix, findPredecessor, type Predecessor } from './audit/checkpoint/findPredecessor.js';
import { nameSuccessor } from './audit/checkpoint/successor.js';
import { continueLog, standingContinuation, type Continuation } from './audit/continueLog.js';
import type { Configuration } from './config.js';
import { joinEmbedded } from './embedded/joinEmbedded.js';
import { NorenError } from './errors.js';
import { closeAll, openFoundation, type Closing, type Foundation } from './foundation.js';
import { closeBudget, DISCONTINUED } from './ledger/budgetState.js';
import { loadPolicyCalendar } from './policy/policyCalendar.js';
import { createGraph } from './server.js';
import { suspend } from './supervision/reports/suspend.js';
import { erasureListIn } from './supervision/retention/erasureList.js';
import type { Replayed } from './supervision/retention/replayListed.js';

/** In whose name recipients are stopped after a restore. */
const AFTER_RESTORE = 'noren:audit-continue';

const WHY =
  'The governance database was restored: what was refused, withdrawn or stopped since the backup is forgotten.';

export interface Continued extends Continuation {
  /** Entries of the restored log that are kept. */
  readonly kept: number;
  readonly key: string;
  readonly replayed: Replayed;
}

/**
 * For the command line: a log that is closed since its database was restored goes on under another origin. Nothing is served before the last step,
 * so that a run that broke off is finished by the next.
 * @throws NorenError BAD_INPUT: it is open, or was changed and not restored
 */
export async function continueAudit(
  config: Configuration,
  reason: string,
  say: (message: string) => void,
): Promise<Continued> {
  const closing: Closing = [];
  try {
    const foundation = await openFoundation(config, { embedded: joinEmbedded, say, closing });
    const { pool } = foundation.governance;
    await expectClosed(foundation);
    // Also where no gateway has looked at the restored database yet: what was spent since the backup is forgotten with the entries.
    await closeBudget(pool, DISCONTINUED);
    const policies = loadPolicyCalendar(config.policyFile);
    const { erasuresFolder } = config;
    const graph = createGraph(policies, foundation, () => new Date(), { erasuresFolder });
    closing.push(graph.close);
    const predecessor = await findPredecessor({ pool, ...foundation.checkpoints });
    const begun = await begunAlready(foundation, predecessor);
    const as = begun?.as ?? `noren/${randomUUID()}`;
    // Beside the database before the database says so: the list is looked for by the origin.
    const list = carryErased(erasuresFolder, { to: as, from: [predecessor.head.origin, predecessor.signed.origin] });
    const { log, checkpoints } = graph.environment.audit;
    const continuation = begun ?? (await begin(foundation, { log, predecessor, as, reason }));
    // Whoever was erased is so again before anybody is shown anything.
    const replayed = await graph.retention.replay(list);
    // The restored log first: until the one that was signed last is marked as well, a run that breaks off here leaves it closed.
    for (const origin of new Set([continuation.log, continuation.continues])) {
      await nameSuccessor({ ...foundation.checkpoints, origin }, as);
    }
    await checkpoints.sign();
    if (log.closed !== null) throw new NorenError('AUDIT_UNAVAILABLE', `The audit log is closed: ${log.closed}.`);
    const { text: key } = await checkpoints.verifierKey();
    const { index } = (await standingContinuation(pool)) ?? { index: predecessor.head.frontier.size };
    return { ...continuation, kept: index, key, replayed };
  } finally {
    await closeAll(closing);
  }
}

/** @throws NorenError BAD_INPUT: nothing is closed */
async function expectClosed({ governance: { pool }, checkpoints }: Foundation): Promise<void> {
  const log = new AuditLog({ key: Buffer.alloc(32) });
  const keeper = new CheckpointKeeper({ log, pool, ...checkpoints, now: () => new Date() });
  if ((await keeper.check()) === null)
    throw new NorenError('BAD_INPUT', 'The audit log is open: there is nothing to continue.');
}

/** A run before this one got as far as the entry. */
async function begunAlready({ governance: { pool }, checkpoints }: Foundation, { signed }: Predecessor) {
  const standing = await standingContinuation(pool);
  if (standing?.continues !== signed.origin || standing.size < signed.size) return null;
  const { index, ...begun } = standing;
  await expectPrefix({ pool, ...checkpoints }, begun.log, index);
  return begun;
}

interface Beginning {
  readonly log: AuditLog;
  readonly predecessor: Predecessor;
  readonly as: string;
  readonly reason: string;
}

/** What persons and departments said since the backup is forgotten, so that every recipient outside waits for the privacy manager. */
async function begin({ governance: { pool } }: Foundation, { log, predecessor, as, reason }: Beginning) {
  const now = new Date();
  const payload = { organisation: null, why: WHY, cause: 'DECISION' } as const;
  return continueLog(
    { pool, log, now, alongside: async (client) => suspend(client, log, { payload, by: AFTER_RESTORE, now }) },
    predecessor,
    { as, reason },
  );
}

function carryErased(folder: string, { to, from }: { readonly to: string; readonly from: readonly string[] }) {
  const list = erasureListIn(folder, to);
  const known = new Set(list.read().map(({ kind, reference }) => `${kind} ${reference}`));
  const erased = [...new Set(from)].flatMap((origin) => erasureListIn(folder, origin).read());
  list.add(erased.filter(({ kind, reference }) => !known.has(`${kind} ${reference}`)));
  return list;
}
