import type { Purpose, Role, SubjectKind } from '../policy/vocabulary.js';
import { type DemoReferences, demoReferences } from './data/demoReferences.js';
import type { ResolvedIdentity } from './seedMark.js';

/** A caller that the embedded default can speak as. The persons behind it, if any, are found by `resolveIdentities`. */
export interface DemoIdentity {
  /** As in `npm run -s token -- --as NAME`. */
  readonly name: string;
  /** One line for the list. */
  readonly description: string;
  /** A code of the policy's organisations. */
  readonly organisation: string;
  readonly roles: readonly Role[];
  /** Those in which the matrix has a row that names the role. */
  readonly purposes: readonly Purpose[];
  /** How it signed in (RFC 8176). */
  readonly amr: readonly string[];
  readonly person?: keyof DemoReferences;
}

/** As whom a person looks at their own data; the others act for an organisation. */
const KINDS: Readonly<Partial<Record<keyof DemoReferences, SubjectKind>>> = {
  guardian: 'GUARDIAN',
  child: 'CHILD_PARTICIPANT',
  adult: 'GUARDIAN',
  member: 'COOP_MEMBER',
  employee: 'OFFICER_OR_EMPLOYEE',
  supplierContact: 'SUPPLIER_CONTACT',
};
const PASSWORD_AND_CODE = ['pwd', 'otp', 'mfa'] as const;
const JOINT_USE = ['CLUB_OPERATION', 'BENEFICIAL_INFORMATION', 'MATERIAL_CHANGE_NOTICE', 'CONSENT_REQUEST'] as const;

type Short = Omit<DemoIdentity, 'roles' | 'amr' | 'name'> & { readonly role: Role; readonly amr?: readonly string[] };

/** In the order of the list: inside, joint users, outside, the persons themselves, those who watch, anybody. */
export const DEMO_IDENTITIES: readonly DemoIdentity[] = [
  identity('club-staff', {
    description: 'runs the club',
    organisation: 'GAKKO',
    role: 'CLUB_STAFF',
    purposes: [...JOINT_USE, 'AGGREGATE_ANALYSIS'],
  }),
  identity('analyst', {
    description: "the accountable party's own analyst",
    organisation: 'GAKKO',
    role: 'ANALYST',
    purposes: ['AGGREGATE_ANALYSIS'],
  }),
  identity('coop-staff', {
    description: 'staff of the co-op',
    organisation: 'COOP',
    role: 'COOP_STAFF',
    purposes: [...JOINT_USE, 'AGGREGATE_ANALYSIS'],
  }),
  identity('affiliate-staff', {
    description: 'staff of an affiliate of the co-op',
    organisation: 'COOP_AFFILIATE',
    role: 'AFFILIATE_STAFF',
    purposes: [...JOINT_USE, 'AGGREGATE_ANALYSIS'],
  }),
  identity('operator-staff', {
    description: 'staff of the broadcaster, with classes of their own',
    organisation: 'SENDAI_HOSO',
    role: 'OPERATOR_STAFF',
    purposes: [...JOINT_USE, 'AGGREGATE_ANALYSIS', 'SERVICE_PROTECTION'],
    person: 'operatorStaff',
  }),
  identity('subcontractor-staff', {
    description: "staff of the broadcaster's contractor, with classes of their own",
    organisation: 'KODOMO_TECH',
    role: 'SUBCONTRACTOR_STAFF',
    purposes: [...JOINT_USE, 'AGGREGATE_ANALYSIS', 'SERVICE_PROTECTION'],
    person: 'subcontractorStaff',
  }),
  identity('processor-staff', {
    description: 'the mailing house, on instruction',
    organisation: 'MAIL_HOUSE',
    role: 'PROCESSOR_STAFF',
    purposes: ['CLUB_OPERATION', 'BENEFICIAL_INFORMATION', 'MATERIAL_CHANGE_NOTICE'],
  }),
  identity('marketing-tool', {
    description: "the co-op's marketing system, a machine",
    organisation: 'COOP',
    role: 'MARKETING_TOOL',
    purposes: ['BENEFICIAL_INFORMATION', 'AGGREGATE_ANALYSIS'],
    amr: ['swk'],
  }),
  identity('partner-analyst', {
    description: 'a partner, the bookshop',
    organisation: 'PARTNER_BOOKS',
    role: 'PARTNER',
    purposes: ['REQUESTED_SERVICE', 'ANONYMISED_DISCLOSURE', 'CONSENTED_DISCLOSURE', 'SERVICE_PROTECTION'],
  }),
  identity('advertiser', {
    description: 'an advertising agency',
    organisation: 'AD_AGENCY',
    role: 'ADVERTISER',
    purposes: ['ANONYMISED_DISCLOSURE', 'BENEFICIAL_INFORMATION'],
  }),
  identity('authority-liaison', {
    description: 'the police, with an order or without',
    organisation: 'MIYAGI_POLICE',
    role: 'AUTHORITY_LIAISON',
    purposes: ['LEGAL_OBLIGATION'],
  }),
  identity('emergency-responder', {
    description: 'the fire brigade in an emergency',
    organisation: 'SENDAI_FIRE',
    role: 'EMERGENCY_RESPONDER',
    purposes: ['VITAL_OR_PROPERTY_PROTECTION'],
  }),
  identity('child-welfare-body', {
    description: 'the child guidance centre',
    organisation: 'CHILD_GUIDANCE_CENTRE',
    role: 'CHILD_WELFARE_BODY',
    purposes: ['CHILD_WELFARE', 'PUBLIC_HEALTH'],
  }),
  identity('guardian', {
    description: 'a mother of three with a membership',
    organisation: 'SELF',
    role: 'SELF_GUARDIAN',
    purposes: ['DATA_SUBJECT_RIGHTS'],
    amr: ['pwd'],
    person: 'guardian',
  }),
  identity('child', {
    description: 'her child of twelve',
    organisation: 'SELF',
    role: 'SELF_CHILD',
    purposes: ['DATA_SUBJECT_RIGHTS'],
    amr: ['pwd'],
    person: 'child',
  }),
  identity('adult', {
    description: 'the father of the same children, for himself alone',
    organisation: 'SELF',
    role: 'SELF_ADULT',
    purposes: ['DATA_SUBJECT_RIGHTS'],
    amr: ['pwd'],
    person: 'adult',
  }),
  identity('member', {
    description: 'a member of the co-op',
    organisation: 'SELF',
    role: 'SELF_MEMBER',
    purposes: ['DATA_SUBJECT_RIGHTS'],
    amr: ['pwd'],
    person: 'member',
  }),
  identity('employee', {
    description: 'an employee of the co-op, for their own data',
    organisation: 'SELF',
    role: 'SELF_EMPLOYEE',
    purposes: ['DATA_SUBJECT_RIGHTS'],
    amr: ['pwd'],
    person: 'employee',
  }),
  identity('supplier', {
    description: 'a person at a supplier, for their own data',
    organisation: 'SELF',
    role: 'SELF_SUPPLIER',
    purposes: ['DATA_SUBJECT_RIGHTS'],
    amr: ['pwd'],
    person: 'supplierContact',
  }),
  identity('consultation-desk', {
    description: 'answers requests of data subjects',
    organisation: 'GAKKO',
    role: 'CONSULTATION_DESK',
    purposes: ['DATA_SUBJECT_RIGHTS'],
  }),
  identity('internal-auditor', {
    description: 'audits the handling',
    organisation: 'GAKKO',
    role: 'INTERNAL_AUDITOR',
    purposes: ['INTERNAL_AUDIT'],
  }),
  identity('privacy-manager', {
    description: 'answers for the protection of personal information',
    organisation: 'GAKKO',
    role: 'PRIVACY_MANAGER',
    purposes: ['GOVERNANCE'],
  }),
  identity('dept-manager', {
    description: 'answers for one department',
    organisation: 'GAKKO',
    role: 'DEPT_MANAGER',
    purposes: ['GOVERNANCE'],
  }),
  identity('security-officer', {
    description: 'protects the service',
    organisation: 'GAKKO',
    role: 'SECURITY_OFFICER',
    purposes: ['SERVICE_PROTECTION'],
  }),
  {
    name: 'newcomer',
    description: 'signed in, no role at all',
    organisation: 'PUBLIC',
    roles: [],
    purposes: ['ANONYMISED_DISCLOSURE'],
    amr: ['pwd'],
  },
];

/** The identities with the row keys of their persons, for data of this many families. */
export function resolveIdentities(scale: { readonly families: number }): readonly ResolvedIdentity[] {
  const references = demoReferences(scale);
  return DEMO_IDENTITIES.map(({ name, organisation, roles, purposes, amr, person }) => ({
    name,
    subjectId: `demo:${name}`,
    organisation,
    roles,
    purposes,
    amr,
    // The demo's staff sit at devices of their organisations; a family does not.
    ...(organisation === 'SELF' || organisation === 'PUBLIC' ? {} : { managedDevice: true }),
    ...(person === undefined ? {} : claimsOf(person, references[person])),
  }));
}

function claimsOf(
  person: keyof DemoReferences,
  reference: number,
): Pick<ResolvedIdentity, 'subject' | 'staffReference'> {
  const kind = KINDS[person];
  return kind === undefined ? { staffReference: reference } : { subject: { kind, reference } };
}

function identity(name: string, { role, amr, ...rest }: Short): DemoIdentity {
  return { name, ...rest, roles: [role], amr: amr ?? PASSWORD_AND_CODE };
}
