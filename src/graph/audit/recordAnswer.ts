import type { AnswerDuty, DutyOf } from '../../audit/answerDuty.js';
import type { Alongside, AppendQueue } from '../../audit/appendQueue.js';
import type { EntryDraft } from '../../audit/entryDraft.js';
import type { Receipt } from '../../policy/trail.js';

interface Audit {
  readonly queue: AppendQueue;
  readonly duties?: readonly DutyOf[];
}

interface Recorded {
  readonly receipt?: Receipt;
  readonly changes?: readonly Receipt[];
  readonly obligations?: readonly string[];
}

/** Appends the answer's entry with all that comes with it; what of it is told. @throws NorenError AUDIT_UNAVAILABLE */
export async function recordAnswer(
  { queue, duties = [] }: Audit,
  draft: EntryDraft | null,
  changes: readonly Receipt[],
): Promise<Recorded | undefined> {
  const told = changes.length === 0 ? {} : { changes };
  if (draft === null) return changes.length === 0 ? undefined : told;
  const due = duties.map((dutyOf) => dutyOf(draft)).filter((duty) => duty !== null);
  const receipt = await queue.append(draft, alongside(due));
  const obligations = [...new Set(due.flatMap((duty) => duty.obligations))];
  return { ...told, receipt, ...(obligations.length === 0 ? {} : { obligations }) };
}

function alongside(due: readonly AnswerDuty[]): Alongside | undefined {
  if (due.length === 0) return undefined;
  return async (client) => {
    for (const duty of due) await duty.alongside(client);
  };
}
