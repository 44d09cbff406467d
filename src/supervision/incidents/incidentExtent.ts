import type { Pool } from 'pg';
import { disclosedBetween } from '../../audit/reads/disclosedBetween.js';
import type { DataCategory, DisclosureForm, Purpose, Role, SubjectKind } from '../../policy/vocabulary.js';
import type { IncidentScope } from './incidentScope.js';

/** One subject, one kind of data, one answer. */
export interface IncidentLine {
  /** Number of the entry of the audit log. */
  readonly entry: number;
  /** UTC. */
  readonly instant: string;
  readonly organisation: string | null;
  readonly roles: readonly Role[];
  readonly purpose: Purpose | null;
  readonly policyVersion: string | null;
  /** Token of the audit log: only the accountable party can tell whose it is. */
  readonly subject: string;
  readonly subjectKind: SubjectKind;
  /** Null: no more than that there is such a person. */
  readonly category: DataCategory | null;
  readonly form: DisclosureForm;
  readonly coordinates: readonly string[];
}

export interface IncidentExtent {
  readonly lines: readonly IncidentLine[];
  /** Each once. */
  readonly subjects: readonly string[];
  readonly organisations: readonly string[];
}

/** Exactly which subjects, fields, recipients and times a hole concerns (APPI 26, A7-1e): what the audit log says, and nothing else. */
export async function incidentExtent(pool: Pool, scope: IncidentScope): Promise<IncidentExtent> {
  const { from, to, organisations, categories, coordinates, policyVersion } = scope;
  const groups = await disclosedBetween(pool, {
    from,
    to,
    ...(organisations.length === 0 ? {} : { organisations }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(coordinates.length === 0 ? {} : { coordinates }),
    ...(policyVersion === null ? {} : { policyVersion }),
  });
  const lines = groups.flatMap(({ index, entry, subjectKind, category, form, coordinates: fields, tokens }) =>
    tokens.map((subject) => ({
      entry: index,
      instant: entry.instant,
      organisation: entry.caller?.organisation ?? null,
      roles: entry.caller?.roles ?? [],
      purpose: entry.purpose,
      policyVersion: entry.policy?.version ?? null,
      subject,
      subjectKind,
      category,
      form,
      coordinates: fields,
    })),
  );
  return {
    lines,
    subjects: [...new Set(lines.map(({ subject }) => subject))].toSorted(),
    organisations: [...new Set(lines.flatMap(({ organisation }) => organisation ?? []))].toSorted(),
  };
}
