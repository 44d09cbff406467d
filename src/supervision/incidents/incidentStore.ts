import type { Pool } from 'pg';
import { resolveTokens } from '../../audit/reads/resolveTokens.js';
import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { incidentRegister, type IncidentPayload } from '../../registry/registers/incident.js';
import type { RegisterStore } from '../../registry/registerStore.js';
import { incidentCsv, incidentJson } from './incidentDocument.js';
import { incidentExtent, type IncidentExtent } from './incidentExtent.js';
import type { IncidentScope } from './incidentScope.js';

export const INCIDENT_FORMATS = ['JSON', 'CSV'] as const;
export type IncidentFormat = (typeof INCIDENT_FORMATS)[number];

export interface AffectedSubject {
  readonly token: string;
  /** Null: erased since; nobody can tell any more whose the token was. */
  readonly subject: SubjectReference | null;
}

/** Incidents on record, and what the audit log says of them now. */
export class IncidentStore {
  readonly #pool: Pool;
  readonly #registers: RegisterStore;

  constructor({ pool, registers }: { readonly pool: Pool; readonly registers: RegisterStore }) {
    this.#pool = pool;
    this.#registers = registers;
  }

  /** Counts for an entry that is being recorded. */
  async measure(said: IncidentPayload): Promise<Pick<IncidentPayload, 'persons' | 'entries'>> {
    const { lines, subjects } = await incidentExtent(this.#pool, scopeOf(said));
    return { persons: subjects.length, entries: new Set(lines.map(({ entry }) => entry)).size };
  }

  /** @throws NorenError BAD_INPUT when there is no such incident */
  async export(key: string, format: IncidentFormat): Promise<string> {
    const { payload, extent } = await this.#find(key);
    return format === 'CSV' ? incidentCsv(extent) : incidentJson(payload, extent);
  }

  /** The step before persons are told: whose the tokens are. @throws NorenError BAD_INPUT when there is no such incident */
  async affected(key: string): Promise<readonly AffectedSubject[]> {
    const { extent } = await this.#find(key);
    const known = await resolveTokens(this.#pool, extent.subjects);
    return extent.subjects.map((token) => ({ token, subject: known.get(token) ?? null }));
  }

  async #find(key: string): Promise<{ readonly payload: IncidentPayload; readonly extent: IncidentExtent }> {
    const [entry] = await this.#registers.latest(incidentRegister, { key });
    if (entry === undefined) throw new NorenError('BAD_INPUT', 'key: there is no such incident');
    return { payload: entry.payload, extent: await incidentExtent(this.#pool, scopeOf(entry.payload)) };
  }
}

function scopeOf({ from, to, organisations, categories, coordinates, policyVersion }: IncidentPayload): IncidentScope {
  return { from: new Date(from), to: new Date(to), organisations, categories, coordinates, policyVersion };
}
