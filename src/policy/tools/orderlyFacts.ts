import type { ContractChain, ContractFact, GateFacts } from '../gateFacts.js';
import type { Policy } from '../policy.js';
import {
  CASE_CONDITIONS,
  CONDITIONS,
  DATA_CATEGORIES,
  PURPOSES,
  SUBJECT_KINDS,
  type Condition,
} from '../vocabulary.js';

/** What can be taken out of the order, and what it changes. */
const LACKS = {
  mfa: (facts) => ({ ...facts, caller: { ...facts.caller, mfa: false } }),
  device: (facts) => ({ ...facts, caller: { ...facts.caller, managedDevice: false } }),
  'department-manager': (facts) => ({ ...facts, departmentHasManager: false }),
  'privacy-manager': (facts) => ({ ...facts, privacyManagerActive: false }),
  rules: (facts) => ({ ...facts, rulesAcknowledged: false }),
  training: (facts) => ({ ...facts, trainingCurrent: false, attested: false }),
  bulletin: (facts) => ({ ...facts, bulletinUnreadSince: '2000-01-01' }),
  attestation: (facts) => ({ ...facts, attested: false }),
  registration: (facts) => ({ ...facts, organisation: null }),
  'joint-use': (facts) => ({
    ...facts,
    organisation: facts.organisation && { ...facts.organisation, jointUseEnabled: false },
  }),
  notice: (facts) => ({ ...facts, notice: null }),
  contract: (facts) =>
    withContracts(facts, (contract, index) => (index === 0 ? { ...contract, status: 'EXPIRED' } : contract)),
  'upstream-contract': (facts) =>
    withContracts(facts, (contract, index) => (index > 0 ? { ...contract, status: 'EXPIRED' } : contract)),
  confidentiality: (facts) =>
    withContracts(facts, (contract) => ({
      ...contract,
      clauses: contract.clauses.filter((clause) => clause !== 'CONFIDENTIALITY'),
    })),
  assessment: (facts) => withContracts(facts, (contract) => ({ ...contract, assessed: false })),
  'rate-limit': (facts) => ({ ...facts, volume: { ...facts.volume, caller: { requests: Infinity, records: 0 } } }),
  'bulk-limit': (facts) => ({ ...facts, volume: { ...facts.volume, caller: { requests: 0, records: Infinity } } }),
  desk: (facts) => ({ ...facts, deskOpen: false }),
} as const satisfies Readonly<Record<string, (facts: GateFacts) => GateFacts>>;

export type Lack = keyof typeof LACKS;
export const LACK_NAMES = Object.keys(LACKS) as readonly Lack[];

export interface FactsWanted {
  readonly organisation: string;
  readonly without: readonly Lack[];
  /** Conditions of requests and cases that hold; tickets, jobs and approvals are the exception, so none does by itself. */
  readonly holding: readonly Condition[];
}

const NOTHING = { requests: 0, records: 0 };

/** Registers in which everything is in order but for what is left out: to explain with, never to decide by. */
export function orderlyFacts(policy: Policy, { organisation: code, without, holding }: FactsWanted): GateFacts {
  const registered = policy.organisations[code];
  const facts: GateFacts = {
    now: `${policy.effectiveFrom}T03:00:00.000Z`,
    today: policy.effectiveFrom,
    caller: {
      subjectId: 'somebody',
      organisation: code,
      human: true,
      mfa: true,
      managedDevice: true,
      department: 'any',
      withoutOffice: [],
    },
    organisation: registered
      ? {
          code,
          recipientClasses: registered.recipientClasses,
          jointUseEnabled: true,
          suspended: false,
          stopped: false,
          abroad: false,
        }
      : null,
    notice: noticeOf(policy),
    contracts: chainsOf(policy, code),
    departmentHasManager: true,
    privacyManagerActive: true,
    rulesAcknowledged: true,
    trainingCurrent: true,
    bulletinUnreadSince: null,
    attested: true,
    deskOpen: true,
    breakGlassActive: holding.includes('BREAK_GLASS'),
    held: Object.fromEntries(holding.filter((each) => !isOfCase(each)).map((each) => [each, 'ALL'])),
    unmet: {},
    volume: { caller: NOTHING, organisation: NOTHING },
    rowHolders: Object.fromEntries(holding.filter(isOfCase).flatMap(casesOf)),
    deceased: {},
    flagged: {},
    suspendedRules: [],
  };
  return without.reduce<GateFacts>((left, name) => LACKS[name](left), facts);
}

/** The name of a condition as a word of a command line, e.g. necessity-ticket. */
export function conditionNamed(word: string): Condition | undefined {
  return CONDITIONS.find((condition) => condition.toLowerCase().replaceAll('_', '-') === word);
}

function isOfCase(condition: Condition): boolean {
  return (CASE_CONDITIONS as readonly Condition[]).includes(condition);
}

function casesOf(condition: Condition) {
  const somebody = Object.fromEntries(SUBJECT_KINDS.map((kind) => [kind, [1]]));
  return DATA_CATEGORIES.map((category) => [`${condition}:${category}`, somebody] as const);
}

function noticeOf(policy: Policy): GateFacts['notice'] {
  const jointUse = PURPOSES.filter((purpose) => policy.purposes[purpose].jointUse);
  const items = DATA_CATEGORIES.filter((category) => category !== 'UNLISTED');
  const recipients = Object.keys(policy.organisations);
  return { version: 'complete', missing: [], items, purposes: jointUse, recipients, maxForm: {} };
}

const TYPES: Readonly<Record<string, ContractFact['type']>> = {
  JOINT_USER_COOP_GROUP: 'JOINT_USE',
  JOINT_USER_OPERATOR: 'OPERATIONS',
  JOINT_USER_SUBCONTRACTOR: 'SUBCONTRACT',
  PROCESSOR: 'ENTRUSTMENT',
  PARTNER_THIRD_PARTY: 'PARTNER',
};

/** A contract of the organisation for each of its classes, and above it those of the organisations that contracted it. */
function chainsOf(policy: Policy, code: string): readonly ContractChain[] {
  const above = linksAbove(policy, policy.organisations[code]?.contractor ?? null);
  return typesOf(policy, code).map((type) => ({ chain: [contract(code, type), ...above], complete: true }));
}

function linksAbove(policy: Policy, contractor: string | null): readonly ContractFact[] {
  const links: ContractFact[] = [];
  for (
    let next = contractor;
    next !== null && links.length < 4;
    next = policy.organisations[next]?.contractor ?? null
  ) {
    const [type] = typesOf(policy, next);
    // The co-op contracts the operator; its own joint use is no link of the operator's chain.
    if (type === undefined || type === 'JOINT_USE') break;
    links.push(contract(next, type));
  }
  return links;
}

function typesOf(policy: Policy, code: string): readonly ContractFact['type'][] {
  const classes = policy.organisations[code]?.recipientClasses ?? [];
  return classes.map((name) => TYPES[name]).filter((type) => type !== undefined);
}

function contract(code: string, type: ContractFact['type']): ContractFact {
  const clauses = [
    'CONFIDENTIALITY',
    'USE_LIMIT',
    'SUBCONTRACT_CONSENT',
    'RETURN_OR_ERASE',
    'AUDIT_RIGHT',
    'INCIDENT_NOTICE',
  ];
  return { id: `contract of ${code}`, type, status: 'ACTIVE', clauses, scope: PURPOSES, caps: {}, assessed: true };
}

function withContracts(facts: GateFacts, change: (contract: ContractFact, index: number) => ContractFact): GateFacts {
  return { ...facts, contracts: facts.contracts.map((each) => ({ ...each, chain: each.chain.map(change) })) };
}
