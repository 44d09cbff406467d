import { decideFully } from '../../../src/policy/decideFully.js';
import type { Question } from '../../../src/policy/decision.js';
import type { ContractFact, GateFacts, NoticeFact } from '../../../src/policy/gateFacts.js';
import type { FullDecision } from '../../../src/policy/gates/fullDecision.js';
import {
  DATA_CATEGORIES,
  type DataCategory,
  type LifeStage,
  type Purpose,
  type RecipientClass,
  type Role,
  type SubjectKind,
  subPurposesOf,
} from '../../../src/policy/vocabulary.js';
import { usualSubPurpose } from '../../support/declaredAs.js';
import { club } from '../askClub.js';

export const JOINT_USE: readonly Purpose[] = [
  'CLUB_OPERATION',
  'BENEFICIAL_INFORMATION',
  'MATERIAL_CHANGE_NOTICE',
  'CONSENT_REQUEST',
];
export const EIGHT_ITEMS: readonly DataCategory[] = DATA_CATEGORIES.filter((category) => category !== 'UNLISTED');

export const NOTICE: NoticeFact = {
  version: '2026-11-01',
  missing: [],
  items: EIGHT_ITEMS,
  purposes: JOINT_USE,
  recipients: ['COOP', 'COOP_AFFILIATE', 'SENDAI_HOSO', 'KODOMO_TECH'],
  maxForm: {},
};

export function contract(type: ContractFact['type'], changes: Partial<ContractFact> = {}): ContractFact {
  return {
    id: `contract of ${type}`,
    type,
    status: 'ACTIVE',
    clauses: ['CONFIDENTIALITY', 'USE_LIMIT'],
    scope: type === 'PARTNER' ? ['REQUESTED_SERVICE'] : JOINT_USE,
    caps: {},
    assessed: true,
    ...changes,
  };
}

/** A caller whose papers are all in order. */
export interface Person {
  readonly role: Role | null;
  readonly organisation: string;
  readonly classes: readonly RecipientClass[];
  readonly contracts?: readonly ContractFact[];
}

const OPERATIONS = contract('OPERATIONS');
export const PEOPLE = {
  club: { role: 'CLUB_STAFF', organisation: 'GAKKO', classes: ['OWN_ORGANISATION'] },
  analyst: { role: 'ANALYST', organisation: 'GAKKO', classes: ['OWN_ORGANISATION'] },
  desk: { role: 'CONSULTATION_DESK', organisation: 'GAKKO', classes: ['OWN_ORGANISATION'] },
  manager: { role: 'PRIVACY_MANAGER', organisation: 'GAKKO', classes: ['OWN_ORGANISATION'] },
  auditor: { role: 'INTERNAL_AUDITOR', organisation: 'GAKKO', classes: ['OWN_ORGANISATION'] },
  coop: {
    role: 'COOP_STAFF',
    organisation: 'COOP',
    classes: ['JOINT_USER_COOP_GROUP'],
    contracts: [contract('JOINT_USE')],
  },
  marketing: {
    role: 'MARKETING_TOOL',
    organisation: 'COOP',
    classes: ['JOINT_USER_COOP_GROUP'],
    contracts: [contract('JOINT_USE')],
  },
  affiliate: {
    role: 'AFFILIATE_STAFF',
    organisation: 'COOP_AFFILIATE',
    classes: ['JOINT_USER_COOP_GROUP'],
    contracts: [contract('JOINT_USE')],
  },
  operator: {
    role: 'OPERATOR_STAFF',
    organisation: 'SENDAI_HOSO',
    classes: ['JOINT_USER_OPERATOR'],
    contracts: [OPERATIONS],
  },
  contractor: {
    role: 'SUBCONTRACTOR_STAFF',
    organisation: 'KODOMO_TECH',
    classes: ['JOINT_USER_SUBCONTRACTOR'],
    contracts: [contract('SUBCONTRACT'), OPERATIONS],
  },
  processor: {
    role: 'PROCESSOR_STAFF',
    organisation: 'MAIL_HOUSE',
    classes: ['PROCESSOR'],
    contracts: [contract('ENTRUSTMENT')],
  },
  partner: {
    role: 'PARTNER',
    organisation: 'PARTNER_BOOKS',
    classes: ['PARTNER_THIRD_PARTY'],
    contracts: [contract('PARTNER')],
  },
  advertiser: { role: 'ADVERTISER', organisation: 'AD_AGENCY', classes: ['ADVERTISER_THIRD_PARTY'] },
  police: { role: 'AUTHORITY_LIAISON', organisation: 'MIYAGI_POLICE', classes: ['PUBLIC_AUTHORITY'] },
  fire: { role: 'EMERGENCY_RESPONDER', organisation: 'SENDAI_FIRE', classes: ['EMERGENCY_RECIPIENT'] },
  welfare: { role: 'CHILD_WELFARE_BODY', organisation: 'CHILD_GUIDANCE_CENTRE', classes: ['CHILD_WELFARE_BODY'] },
  guardian: { role: 'SELF_GUARDIAN', organisation: 'SELF', classes: ['DATA_SUBJECT', 'LEGAL_REPRESENTATIVE'] },
  employee: { role: 'SELF_EMPLOYEE', organisation: 'SELF', classes: ['DATA_SUBJECT', 'LEGAL_REPRESENTATIVE'] },
  security: { role: 'SECURITY_OFFICER', organisation: 'GAKKO', classes: ['OWN_ORGANISATION'] },
  anybody: { role: null, organisation: 'PUBLIC', classes: ['PUBLIC'] },
} as const satisfies Record<string, Person>;

export type PersonName = keyof typeof PEOPLE;

/** Facts of a request in which nothing is amiss and no condition holds: Saturday, 2026-11-21, 10:00 in Japan. */
export function factsOf(name: PersonName, changes: Partial<GateFacts> = {}): GateFacts {
  const person: Person = PEOPLE[name];
  const outsider = name === 'guardian' || name === 'employee' || name === 'anybody';
  return {
    now: '2026-11-21T01:00:00.000Z',
    today: '2026-11-21',
    caller: {
      subjectId: `demo:${name}`,
      organisation: person.organisation,
      human: name !== 'marketing',
      mfa: !outsider,
      managedDevice: !outsider,
      department: person.organisation === 'GAKKO' ? 'CLUB' : null,
      withoutOffice: [],
    },
    organisation: {
      code: person.organisation,
      recipientClasses: person.classes,
      jointUseEnabled: true,
      suspended: false,
      stopped: false,
      abroad: false,
    },
    notice: NOTICE,
    contracts: [{ chain: person.contracts ?? [], complete: true }],
    departmentHasManager: true,
    privacyManagerActive: true,
    rulesAcknowledged: true,
    trainingCurrent: true,
    bulletinUnreadSince: null,
    attested: true,
    deskOpen: true,
    breakGlassActive: false,
    held: {},
    unmet: {},
    volume: { caller: { requests: 0, records: 0 }, organisation: { requests: 0, records: 0 } },
    rowHolders: {},
    deceased: {},
    flagged: {},
    suspendedRules: [],
    ...changes,
  };
}

export interface Asking {
  readonly purpose?: Purpose | (string & {}) | null;
  /** @default the usual one of the purpose */
  readonly subPurpose?: string | null;
  readonly kind?: SubjectKind | null;
  readonly stage?: LifeStage | null;
  readonly category?: DataCategory;
  readonly shape?: Question['shape'];
}

export function questionOf(name: PersonName, asking: Asking = {}): Question {
  const { purpose = 'CLUB_OPERATION', kind = 'CHILD_PARTICIPANT', stage = 'UNDER_16' } = asking;
  const { category = 'NAME', shape = 'SINGLE' } = asking;
  const { role, classes }: Person = PEOPLE[name];
  const caller = { roles: role === null ? [] : [role], recipientClasses: classes };
  const usual = subPurposesOf(purpose).length === 0 ? null : usualSubPurpose(caller.roles);
  const { subPurpose = usual } = asking;
  return { caller, purpose, subPurpose, subject: { kind, lifeStage: stage }, category, shape };
}

/** Asks as this person, whose papers are in order but for `changes`. */
export function asks(name: PersonName, asking: Asking = {}, changes: Partial<GateFacts> = {}): FullDecision {
  return decideFully(club, factsOf(name, changes), questionOf(name, asking));
}
