import type { Pool } from 'pg';
import type { Policy } from '../../policy/policy.js';
import { RECIPIENT_CLASSES } from '../../policy/vocabulary.js';
import { readConsentStops, type ReadChildren } from './consentStops.js';
import { readJointHoldings, type Holding, type HoldingsQuestion } from './jointHoldings.js';
import { noticeOf } from './noticeOf.js';
import type { StopNotice } from './stopNotice.js';

interface JointQuestion extends Omit<HoldingsQuestion, 'classes'> {
  readonly policy: Policy;
  readonly readChildren: ReadChildren;
}

/**
 * Joint users and processors hold people's data without a record of provision (27(5)): what they must stop follows from the audit log. A stop of
 * use or provision reaches them (ADR 0010), as do an end of advertising and of a consent that one of them was named in.
 */
export async function jointStops(
  pool: Pool,
  { policy, readChildren, ...question }: JointQuestion,
): Promise<readonly Omit<StopNotice, 'acknowledgement'>[]> {
  const classes = RECIPIENT_CLASSES.filter((name) =>
    ['JOINT_USE', 'ENTRUSTED'].includes(policy.recipientClasses[name].side),
  );
  const holdings = await readJointHoldings(pool, { ...question, classes });
  const consentStops = await readConsentStops(pool, holdings, { now: question.now, readChildren });
  const flagged = new Set(holdings.filter(({ stopped }) => stopped === 'FLAG').map(held));
  return holdings.flatMap((holding) => {
    const { stopped, since } = holding;
    if (stopped === 'FLAG')
      return noticeOf(holding, { cause: 'PROVISION_STOPPED', since, categories: null }, ['STOP_USE']);
    // A stop says more than what was taken back.
    if (flagged.has(held(holding))) return [];
    if (stopped === 'ADVERTISING')
      return noticeOf(holding, { cause: 'CONSENT_WITHDRAWN', since, categories: null }, ['STOP_USE']);
    return consentStops(holding).map((stop) => noticeOf(holding, { cause: 'CONSENT_WITHDRAWN', ...stop }));
  });
}

/** Whose data, by whom: a stop that one organisation is told of says nothing of what another holds. */
function held({ recipient, subjectKey }: Holding): string {
  return JSON.stringify([recipient, subjectKey]);
}
