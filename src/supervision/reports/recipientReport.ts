import type { Pool } from 'pg';
import { disclosuresTo } from '../../audit/reads/disclosuresTo.js';
import { tokyoMidnight } from '../../registry/registers/tokyoMidnight.js';
import { daysAfter } from '../../policy/lifeStage.js';
import type { Policy } from '../../policy/policy.js';
import { againstContracts, type ReportLine } from './againstContracts.js';
import { readVolumes, type VolumeUse } from './readVolumes.js';

export interface ReportQuestion {
  readonly organisation: string;
  /** Asia/Tokyo days, both within. */
  readonly from: string;
  readonly to: string;
}

/** What a recipient got in a period (A3-2). */
export interface RecipientReport extends ReportQuestion {
  /** By purpose, category and form, each against the contracts of the period. */
  readonly lines: readonly ReportLine[];
  /** Against each limit, as it stands today. */
  readonly volumes: readonly VolumeUse[];
}

/** The audit log of one recipient, added up, and what is left of its limits. */
export async function recipientReport(
  pool: Pool,
  { organisation, from, to }: ReportQuestion,
  { policy, now }: { readonly policy: Policy; readonly now: Date },
): Promise<RecipientReport> {
  const period = { from: tokyoMidnight(from), to: tokyoMidnight(daysAfter(to, 1)) };
  const [counts, volumes] = await Promise.all([
    disclosuresTo(pool, organisation, period),
    readVolumes(pool, organisation, { policy, now }),
  ]);
  const lines = await againstContracts(pool, organisation, { lines: counts, period });
  return { organisation, from, to, lines, volumes };
}
