import type { JWTPayload } from 'jose';
import { NorenError } from '../errors.js';
import type { VerifiedCaller } from '../policy/caller.js';
import { canBeOwn } from '../policy/canBeOwn.js';
import { PURPOSES, ROLES, SUBJECT_KINDS, subPurposesOf, type Purpose, type SubjectKind } from '../policy/vocabulary.js';

const LARGEST_REFERENCE = 2_147_483_647;

function malformed(claim: string): never {
  throw new NorenError('UNAUTHENTICATED', `The claim ${claim} is malformed.`, { claim });
}

function text(value: unknown, claim: string, pattern: RegExp): string {
  return typeof value === 'string' && pattern.test(value) ? value : malformed(claim);
}

/** An absent list is empty: less right, never more. */
function texts(value: unknown, claim: string): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > 100) return malformed(claim);
  return value.map((item) => text(item, claim, /^.{1,200}$/s));
}

function reference(value: unknown, claim: string): number {
  const whole = typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= LARGEST_REFERENCE;
  return whole ? value : malformed(claim);
}

function seconds(value: unknown, claim: string): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : malformed(claim);
}

function subject(value: unknown): { kind: SubjectKind; reference: number } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return malformed('subject');
  const fields = value as Record<string, unknown>;
  const kind = SUBJECT_KINDS.find((known) => known === fields['kind']) ?? malformed('subject.kind');
  return Object.freeze({ kind, reference: reference(fields['reference'], 'subject.reference') });
}

/** `AGGREGATE_ANALYSIS` grants all sub-purposes, `AGGREGATE_ANALYSIS/IMPROVE` that one. */
function grantedPurposes(words: readonly string[]): Pick<VerifiedCaller, 'purposes' | 'subPurposes'> {
  const grants = (purpose: Purpose): boolean =>
    words.includes(purpose) || subPurposesOf(purpose).some((sub) => words.includes(`${purpose}/${sub}`));
  const purposes = Object.freeze(PURPOSES.filter(grants));
  const narrowed = purposes.filter((purpose) => !words.includes(purpose));
  if (narrowed.length === 0) return { purposes };
  const subPurposes = narrowed.flatMap((purpose) =>
    subPurposesOf(purpose).filter((sub) => words.includes(`${purpose}/${sub}`)),
  );
  return { purposes, subPurposes: Object.freeze(subPurposes) };
}

/**
 * The caller that verified claims describe; roles and purposes that are not registered are dropped, and so is a record that the roles can't be about.
 * @throws NorenError UNAUTHENTICATED when a claim has the wrong shape.
 */
export function verifiedCaller(claims: JWTPayload): VerifiedCaller {
  const named = texts(claims['roles'], 'roles');
  const roles = ROLES.filter((role) => named.includes(role));
  const own = claims['subject'] === undefined ? undefined : subject(claims['subject']);
  return Object.freeze({
    subjectId: text(claims.sub, 'sub', /^.{1,255}$/s),
    organisation: text(claims['organisation'], 'organisation', /^[A-Z][A-Z0-9_]{0,63}$/),
    roles: Object.freeze(roles),
    ...grantedPurposes(texts(claims['purposes'], 'purposes')),
    amr: Object.freeze([...texts(claims['amr'], 'amr')]),
    ...(claims['auth_time'] === undefined ? {} : { authTime: seconds(claims['auth_time'], 'auth_time') }),
    ...(claims['managed_device'] === true ? { managedDevice: true } : {}),
    ...(own === undefined || !canBeOwn(roles, own.kind) ? {} : { subject: own }),
    ...(claims['staff_reference'] === undefined
      ? {}
      : { staffReference: reference(claims['staff_reference'], 'staff_reference') }),
  });
}
