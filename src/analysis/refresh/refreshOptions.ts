import type { ClientBase, Pool } from 'pg';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { StatisticModel } from '../../statistics/model/statisticModel.js';
import type { SourceName } from './openSources.js';

/** What the registers say of people at this moment; read inside a transaction of the governance database. */
export interface SubjectStandings {
  /** Stopped, erased or dead: their families are in no statistic. */
  closed(client: ClientBase): Promise<readonly SubjectReference[]>;
  /** Guardians who gave the consent that CONSENTING counts. */
  consenting(client: ClientBase): Promise<readonly SubjectReference[]>;
}

export interface RefreshOptions {
  readonly sources: Readonly<Record<SourceName, Pool>>;
  readonly governancePool: Pool;
  readonly standings: SubjectStandings;
  /** At least 32 bytes, kept outside every database. */
  readonly pseudonymKey: Buffer;
  /** Of today: the months of its domain are the ones that are copied. */
  readonly model: StatisticModel;
  /** Tokyo date, YYYY-MM-DD. */
  readonly today: string;
  /** When the snapshot counts as taken. */
  readonly now: Date;
  /** Make every row anew, also where little changed. @default false */
  readonly full?: boolean;
  /** Breaks it off; steps that are done stay done. */
  readonly signal?: AbortSignal;
  /** Steps as they are done: public names, never a number that depends on data. */
  readonly onProgress?: (step: string) => void;
}

export interface Refreshed {
  /** E.g. "2026-11-22.1". */
  readonly snapshot: string;
  readonly kind: 'FULL' | 'INCREMENTAL';
  /** Families whose rows were written; for the log of an operator and for measurements, not for callers. */
  readonly familiesWritten: number;
}
