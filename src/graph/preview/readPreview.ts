import { NorenError } from '../../errors.js';
import { declarationOf, DECLARATIONS, type Declaration } from '../../policy/declaration.js';
import type { Policy } from '../../policy/policy.js';
import { defaultOrganisation } from '../../policy/tools/defaultOrganisation.js';
import { ROLES, type Role } from '../../policy/vocabulary.js';
import { isDay } from '../../policy/isDay.js';

/** Whom a preview plays, and when. */
export interface PreviewRequest {
  readonly role: Role;
  readonly organisation: string;
  readonly declaration: Declaration;
  /** YYYY-MM-DD in Asia/Tokyo; null: now. */
  readonly on: string | null;
  /** Of the policy, in force or not; null: the one in force then. */
  readonly version: string | null;
}

/**
 * The header `Noren-Preview`: `as=OPERATOR_STAFF; purpose=CLUB_OPERATION`, and where it matters `organisation=SENDAI_HOSO` (default: where
 * the role has most rights), `on=2028-07-20` and `version=2028-07-16`. Exact words, each once.
 * @throws NorenError BAD_INPUT
 */
export function readPreview(
  header: string,
  policyOf: (day: string | null, version: string | null) => Policy,
): PreviewRequest {
  const words = new Map<string, string>();
  for (const part of header.split(';')) {
    const [name = '', value = '', ...more] = part.trim().split('=');
    if (!NAMES.includes(name) || words.has(name) || more.length > 0) bad(`"${NAMES.join('=…; ')}=…", each once`);
    words.set(name, value);
  }
  const role = ROLES.find((each) => each === words.get('as')) ?? bad('as= a role');
  const declared =
    DECLARATIONS.find((word) => word === words.get('purpose')) ?? bad('purpose= a purpose, with its sub-purpose');
  const on = words.get('on') ?? null;
  if (on !== null && !isDay(on)) bad('on= a day, YYYY-MM-DD');
  const version = words.get('version') ?? null;
  const policy = policyMeant(on, () => policyOf(on, version));
  const organisation = words.get('organisation') ?? defaultOrganisation(policy, role) ?? 'PUBLIC';
  if (policy.organisations[organisation] === undefined) bad('organisation= an organisation of the policy');
  return { role, organisation, declaration: declarationOf(declared), on, version };
}

const NAMES = ['as', 'purpose', 'organisation', 'on', 'version'];

/** A day without a version is the caller's mistake; that none is in force today is not. */
function policyMeant(on: string | null, find: () => Policy): Policy {
  try {
    return find();
  } catch (error) {
    if (on === null || !(error instanceof NorenError) || error.code !== 'BAD_POLICY') throw error;
    return bad('on= a day on which a version of the policy is in force');
  }
}

function bad(wanted: string): never {
  throw new NorenError('BAD_INPUT', `Noren-Preview takes ${wanted}.`);
}
