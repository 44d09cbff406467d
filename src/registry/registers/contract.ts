import type { Policy } from '../../policy/policy.js';
import { DATA_CATEGORIES, PURPOSES, type RecipientClass } from '../../policy/vocabulary.js';
import { organisationRegister, type OrganisationPayload } from './organisation.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister, type Look } from './registerDefinition.js';
import { caps, choice, day, group, integer, list, optional, text, word, type Payload } from './shape.js';

export const CONTRACT_CLAUSES = [
  'CONFIDENTIALITY',
  'USE_LIMIT',
  'SUBCONTRACT_CONSENT',
  'RETURN_OR_ERASE',
  'AUDIT_RIGHT',
  'INCIDENT_NOTICE',
] as const;

const members = {
  id: word(),
  type: choice('ContractType', ['JOINT_USE', 'OPERATIONS', 'SUBCONTRACT', 'ENTRUSTMENT', 'PARTNER']),
  /** Organisation code of who gives the work or the data. */
  principal: word(),
  /** Organisation code of whom the contract makes a recipient. */
  contractor: word(),
  subjectMatter: text(),
  scope: list(choice('Purpose', PURPOSES), { min: 1 }),
  /** The highest form of each category. Where any is named, the contract is about no other; with none named it is about all. */
  caps: caps(),
  clauses: list(choice('ContractClause', CONTRACT_CLAUSES)),
  signedOn: optional(day()),
  assessment: optional(
    group('ContractAssessment', {
      assessedOn: day(),
      result: choice('AssessmentResult', ['PASSED', 'FAILED']),
      by: word(),
    }),
  ),
  /** Key of the contract that this one hangs on. */
  upstreamContract: optional(word()),
  /** Subjects that the contractor may be shown within so many days; more suspends it (A3-2). */
  volumeLimit: optional(group('ContractVolume', { subjects: integer(0, 1_000_000_000), days: integer(1, 366) })),
  status: choice('ContractStatus', ['DRAFT', 'ACTIVE', 'SUSPENDED', 'TERMINATED', 'BREACHED']),
} as const;

export type ContractPayload = Payload<typeof members>;

/** Whom a contract of a type makes a recipient. */
const CLASS_OF = {
  JOINT_USE: 'JOINT_USER_COOP_GROUP',
  OPERATIONS: 'JOINT_USER_OPERATOR',
  SUBCONTRACT: 'JOINT_USER_SUBCONTRACTOR',
  ENTRUSTMENT: 'PROCESSOR',
  PARTNER: 'PARTNER_THIRD_PARTY',
} as const satisfies Readonly<Record<ContractPayload['type'], RecipientClass>>;

/** Contracts that make organisations recipients. Key: the contract's id; its period is the entry's. */
export const contractRegister = defineRegister({
  name: 'CONTRACT',
  noun: 'Contract',
  plural: 'contracts',
  description: 'Contracts: scope, caps, clauses, assessment of the contractor, and the chain they stand in.',
  clauses: ['A2(2)-r2a', 'A2(2)-r3a', 'A2(2)-r3b', 'A3-3', 'A4-4c', 'A5-1', 'A5-2', 'A5-3'],
  members,
  recorders: ['PRIVACY_MANAGER'],
  purposes: ['GOVERNANCE'],
  enders: ['PRIVACY_MANAGER'],
  keyOf: ({ id }) => id,
  organisationOf: ({ contractor }) => contractor,
  check: async ({ payload }, look) => {
    if (payload.principal === payload.contractor) badInput('contractor: must be another than the principal');
    const principal = await organisation(payload.principal, 'principal', look);
    const contractor = await organisation(payload.contractor, 'contractor', look);
    if (payload.status === 'ACTIVE' && payload.assessment?.result !== 'PASSED') {
      refuse('VENDOR_NOT_ASSESSED', 'a contract becomes ACTIVE with a passed assessment of the contractor (A5-2)');
    }
    checkParties(payload, principal, contractor, look.policy);
    await checkChain(payload, look);
    if (payload.type === 'ENTRUSTMENT' && payload.status === 'ACTIVE' && !namesCategories(payload)) {
      badInput('caps: an entrustment lists the categories and forms that it instructs (A5-1)');
    }
  },
});

function namesCategories(payload: ContractPayload): boolean {
  return DATA_CATEGORIES.some((category) => payload.caps[category] !== undefined);
}

async function organisation(code: string, field: string, look: Look): Promise<OrganisationPayload> {
  const [entry] = await look.inForce(organisationRegister, { key: code });
  return entry?.payload ?? badInput(`${field} "${code}": is not registered`);
}

function checkParties(
  { type }: ContractPayload,
  principal: OrganisationPayload,
  contractor: OrganisationPayload,
  { organisations }: Policy,
): void {
  const isCorporation = contractor.entityType === 'CORPORATION';
  if (['OPERATIONS', 'SUBCONTRACT'].includes(type) && !isCorporation) {
    badInput(`contractor "${contractor.code}": must be a CORPORATION (A2(2)-r3b)`);
  }
  const wrong =
    (type === 'OPERATIONS' && principal.code !== parentOfTheAccountable(organisations)) ||
    (type === 'SUBCONTRACT' && !principal.recipientClasses.includes('JOINT_USER_OPERATOR')) ||
    (['JOINT_USE', 'ENTRUSTMENT', 'PARTNER'].includes(type) && !principal.accountable);
  if (!wrong) return checkContractor(type, contractor);
  // A contractor of a contractor's contractor would be a fourth tier.
  if (type === 'SUBCONTRACT') refuse('RECIPIENT_NOT_LISTED', `${principal.code} may have no contractors (A2(2)-r3b)`);
  badInput(`principal "${principal.code}": cannot give a contract of type ${type}`);
}

/** The co-op itself, not one of its affiliates, contracts the operator (A2(2)-r2a). */
function parentOfTheAccountable(organisations: Policy['organisations']): string | null | undefined {
  return Object.values(organisations).find(({ accountable }) => accountable === true)?.parent;
}

function checkContractor(type: ContractPayload['type'], { code, recipientClasses }: OrganisationPayload): void {
  if (recipientClasses.includes(CLASS_OF[type])) return;
  badInput(`contractor "${code}": a contract of type ${type} is with a ${CLASS_OF[type]}`);
}

async function checkChain({ type, principal, upstreamContract }: ContractPayload, look: Look): Promise<void> {
  if (type !== 'SUBCONTRACT') {
    if (upstreamContract !== null) badInput(`upstreamContract "${upstreamContract}": only for a SUBCONTRACT`);
    return;
  }
  const [upstream] = upstreamContract === null ? [] : await look.latest(contractRegister, { key: upstreamContract });
  const fits = upstream?.payload.type === 'OPERATIONS' && upstream.payload.contractor === principal;
  if (!fits) {
    badInput(
      `upstreamContract ${JSON.stringify(upstreamContract)}: must be the operations contract of ${principal} (A2(2)-r3a)`,
    );
  }
}
