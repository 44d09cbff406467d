import { NorenError } from '../errors.js';
import type { SubjectKind } from '../policy/vocabulary.js';
import { ENTRY_FORMAT, type AuditEntry, type AuditFacts } from './auditEntry.js';
import { canonicalJson, type JsonValue } from './canonicalJson.js';
import type { EntryDraft } from './entryDraft.js';

/** As the database takes it: between two pieces stands the digest of a set, which the database makes. */
export interface ComposedEntry {
  readonly pieces: readonly string[];
  readonly sets: readonly { readonly kind: SubjectKind; readonly keys: readonly number[] }[];
  /** Subjects of all sets together. */
  readonly members: number;
}

/** Stands for a digest. No string of an entry may contain it, so a piece can't be cut anywhere else. */
const DIGEST = '\u0000';
const CUT = JSON.stringify(DIGEST);

/** Names, codes, instants, numbers. Neither a space nor a letter beyond ASCII: no name, address or sentence of a person gets in. */
const WORD = /^[A-Za-z0-9_.:/+()=-]{0,200}$/;

export function isWord(text: string): boolean {
  return WORD.test(text);
}

/** `personOf`: the keyed hash of who a token names. @throws NorenError BAD_INPUT for a fact that is not a word */
export function composeEntry(draft: EntryDraft, personOf: (subjectId: string) => string): ComposedEntry {
  const sets = new SubjectSets();
  const { trail } = draft;
  const entry: Omit<AuditEntry, 'subjects'> = {
    format: ENTRY_FORMAT,
    kind: draft.kind,
    instant: instantOf(draft).toISOString(),
    requestId: trail?.requestId ?? null,
    caller: callerOf(draft, sets, personOf),
    purpose: trail?.purpose ?? null,
    subPurpose: trail?.subPurpose ?? null,
    policy: trail === null ? null : { version: trail.policy.version, hash: trail.policy.hash },
    operation: draft.operation ?? null,
    decisions: draft.decisions ?? [],
    disclosed: (draft.disclosed ?? []).map(({ subjectKind, references, ...left }) => ({
      ...left,
      set: sets.numberOf(subjectKind, references),
    })),
    about: (draft.about ?? []).map(({ kind, reference }) => sets.numberOf(kind, [reference])),
    // A key that is not a word may have been made by a person out of anything.
    papers: (draft.papers ?? []).map(({ register, key }) => ({ register, key: isWord(key) ? key : personOf(key) })),
    facts: draft.facts === undefined ? null : words(draft.facts),
  };
  const subjects = sets.all.map(({ kind, keys }) => ({ kind, count: keys.length, digest: DIGEST }));
  const pieces = canonicalJson({ ...entry, subjects } as unknown as JsonValue).split(CUT);
  if (pieces.length !== sets.all.length + 1) throw new NorenError('BAD_INPUT', 'An entry of the audit log has no NUL.');
  return {
    pieces: pieces.map((piece, at) => (at === 0 ? piece : `"${piece}`) + (at === pieces.length - 1 ? '' : '"')),
    sets: sets.all,
    members: sets.all.reduce((sum, { keys }) => sum + keys.length, 0),
  };
}

function instantOf({ instant, trail }: EntryDraft): Date {
  const known = instant ?? trail?.now;
  if (known === undefined) throw new NorenError('BAD_INPUT', 'An entry of the audit log has an instant.');
  return known;
}

function callerOf(
  { trail }: EntryDraft,
  sets: SubjectSets,
  personOf: (subjectId: string) => string,
): AuditEntry['caller'] {
  if (trail === null) return null;
  const { subject, subjectId, organisation, roles } = trail.caller;
  const { recipientClasses } = trail;
  return {
    // Erasing a data subject must cut this tie, too.
    person: subject === undefined ? personOf(subjectId) : null,
    subject: subject === undefined ? null : sets.numberOf(subject.kind, [subject.reference]),
    organisation,
    roles,
    recipientClasses,
  };
}

/** The sets of one entry, each once. */
class SubjectSets {
  readonly #sets = new Map<string, { number: number; kind: SubjectKind; keys: readonly number[] }>();

  get all(): ComposedEntry['sets'] {
    return [...this.#sets.values()].map(({ kind, keys }) => ({ kind, keys }));
  }

  numberOf(kind: SubjectKind, references: readonly number[]): number {
    const keys = [...new Set(references)].sort((a, b) => a - b);
    if (keys.length === 0) throw new NorenError('BAD_INPUT', 'A set of subjects of the audit log is not empty.');
    const text = `${kind} ${keys.join()}`;
    const known = this.#sets.get(text) ?? { number: this.#sets.size, kind, keys };
    this.#sets.set(text, known);
    return known.number;
  }
}

function words(facts: AuditFacts): AuditFacts {
  for (const [name, value] of Object.entries(facts)) {
    const texts = typeof value === 'object' && value !== null ? value : [value];
    // The value stays out of the message: it may be what must not be written down.
    if (texts.some((text) => typeof text === 'string' && !isWord(text))) {
      throw new NorenError(
        'BAD_INPUT',
        `facts.${name}: the audit log takes words of letters, digits and _.:/+()=- only`,
      );
    }
  }
  return facts;
}
