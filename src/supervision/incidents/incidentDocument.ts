import type { IncidentPayload } from '../../registry/registers/incident.js';
import type { IncidentExtent, IncidentLine } from './incidentExtent.js';

const COLUMNS = [
  'entry',
  'instantUtc',
  'instantTokyo',
  'organisation',
  'roles',
  'purpose',
  'policyVersion',
  'subject',
  'subjectKind',
  'category',
  'form',
  'coordinates',
] as const;

/** The incident and its lines, for whoever reports it. Subjects are tokens; nothing of a person's data is in it. */
export function incidentJson(incident: IncidentPayload, { lines, subjects, organisations }: IncidentExtent): string {
  return `${JSON.stringify({ incident, persons: subjects.length, organisations, lines: lines.map(shown) }, null, 2)}\n`;
}

/** RFC 4180, one line for each subject, category and answer. */
export function incidentCsv({ lines }: IncidentExtent): string {
  const rows = lines.map((line) => {
    const values = shown(line);
    return COLUMNS.map((name) => field(values[name]));
  });
  return [COLUMNS, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

type Shown = Readonly<Record<(typeof COLUMNS)[number], string | number>>;

function shown({ instant, roles, coordinates, ...line }: IncidentLine): Shown {
  return {
    entry: line.entry,
    instantUtc: instant,
    instantTokyo: tokyoTime(instant),
    organisation: line.organisation ?? '',
    roles: roles.join(' '),
    purpose: line.purpose ?? '',
    policyVersion: line.policyVersion ?? '',
    subject: line.subject,
    subjectKind: line.subjectKind,
    category: line.category ?? '',
    form: line.form,
    coordinates: coordinates.join(' '),
  };
}

/** Japan has kept UTC+9 since 1952. */
function tokyoTime(instant: string): string {
  return new Date(Date.parse(instant) + 9 * 3_600_000).toISOString().replace('Z', '+09:00');
}

/** Codes, numbers and instants; one that a spreadsheet would take for a formula can't be among them, and is quoted all the same. */
function field(value: string | number): string {
  const text = String(value);
  return /^[\w.:+ -]*$/.test(text) && !/^[=+@-]/.test(text) ? text : `"'${text.replaceAll('"', '""')}"`;
}
