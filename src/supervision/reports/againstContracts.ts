import type { Pool } from 'pg';
import type { Period, RecipientCount } from '../../audit/reads/disclosuresTo.js';
import { contractedForm } from '../../policy/gates/formCaps.js';
import { formRank, type DisclosureForm, type Purpose } from '../../policy/vocabulary.js';
import type { ContractPayload } from '../../registry/registers/contract.js';

/** A contract of the recipient that stood in the period and is for the purpose of a line. */
export interface LineContract {
  readonly id: string;
  readonly scope: readonly Purpose[];
  /** The highest form that it allows of the line's category; null: the line is of none. */
  readonly cap: DisclosureForm | null;
  /** ISO 8601, UTC; null: without end. */
  readonly from: string;
  readonly to: string | null;
}

export interface ReportLine extends RecipientCount {
  readonly contracts: readonly LineContract[];
  /** Whether one of them allows the form; null: the recipient has had no contract in the period, e.g. an authority. */
  readonly withinContract: boolean | null;
}

interface Row extends Pick<ContractPayload, 'scope' | 'caps'> {
  readonly id: string;
  readonly from: number;
  readonly to: number | null;
}

/** Every version that was in force on some of the days, once for what it says. */
const STATEMENT = `
  select distinct key as id, payload -> 'scope' as scope, payload -> 'caps' as caps,
         (extract(epoch from valid_from) * 1000)::float8 as from, (extract(epoch from valid_to) * 1000)::float8 as to
    from register_entries
   where register = 'CONTRACT' and organisation = $1 and payload ->> 'status' = 'ACTIVE' and not ended
     and valid_from < $3 and (valid_to is null or valid_to > $2) and (superseded_at is null or superseded_at > $2)
   order by id, "from"`;

/** Sets what a recipient got against its contracts as they stood in the period (A3-2, A3-3). */
export async function againstContracts(
  pool: Pool,
  organisation: string,
  { lines, period }: { readonly lines: readonly RecipientCount[]; readonly period: Period },
): Promise<readonly ReportLine[]> {
  const values = [organisation, period.from, period.to];
  const { rows } = await pool.query<Row>({ name: 'contracts of a recipient', text: STATEMENT, values });
  return lines.map((line) => {
    const { purpose, category } = line;
    const contracts = rows
      .filter(({ scope }) => purpose !== null && scope.includes(purpose))
      .map(({ id, scope, caps, from, to }) => ({
        id,
        scope,
        cap: category === null ? null : contractedForm({ caps }, category),
        from: new Date(from).toISOString(),
        to: to === null ? null : new Date(to).toISOString(),
      }));
    const allowed = contracts.some(({ cap }) => cap === null || formRank(line.form) <= formRank(cap));
    return { ...line, contracts, withinContract: rows.length === 0 ? null : allowed };
  });
}
