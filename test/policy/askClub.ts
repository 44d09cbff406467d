import { join } from 'node:path';
import { decide } from '../../src/policy/decide.js';
import type { Decision, Question } from '../../src/policy/decision.js';
import { loadPolicy } from '../../src/policy/loadPolicy.js';
import { usualSubPurpose } from '../support/declaredAs.js';
import {
  subPurposesOf,
  type DataCategory,
  type LifeStage,
  type Purpose,
  type RecipientClass,
  type Role,
  type SubjectKind,
} from '../../src/policy/vocabulary.js';
import { projectRoot } from '../../src/projectRoot.js';

export const clubFile = join(projectRoot, 'policy', 'club.yaml');
export const club = loadPolicy(clubFile);

export interface Asked {
  readonly role?: Role | readonly Role[];
  readonly as?: RecipientClass | readonly RecipientClass[];
  readonly purpose?: Purpose | (string & {}) | null;
  /** @default the usual one of the purpose */
  readonly subPurpose?: string | null;
  readonly kind?: SubjectKind | null;
  readonly stage?: LifeStage | null;
  readonly category?: DataCategory;
  readonly shape?: Question['shape'];
}

/** Asks the club's policy; whatever is not said is club staff running the club, one child of 12, its name. */
export function askClub(asked: Asked = {}): Decision {
  const {
    role = 'CLUB_STAFF',
    as = 'OWN_ORGANISATION',
    purpose = 'CLUB_OPERATION',
    kind = 'CHILD_PARTICIPANT',
  } = asked;
  const { stage = 'UNDER_16', category = 'NAME', shape = 'SINGLE' } = asked;
  const caller = {
    roles: typeof role === 'string' ? [role] : role,
    recipientClasses: typeof as === 'string' ? [as] : as,
  };
  const usual = subPurposesOf(purpose).length === 0 ? null : usualSubPurpose(caller.roles);
  const { subPurpose = usual } = asked;
  return decide(club, { caller, purpose, subPurpose, subject: { kind, lifeStage: stage }, category, shape });
}
