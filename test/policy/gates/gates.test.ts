import { firstRefusal } from '../../../src/policy/decideFully.js';
import type { GateFacts } from '../../../src/policy/gateFacts.js';
import { GATES } from '../../../src/policy/gates/gates.js';
import { club } from '../askClub.js';
import { asks, contract, factsOf, NOTICE, questionOf, type Asking, type PersonName } from './gateWorld.js';

const operator = factsOf('operator');
const OPERATIONS = contract('OPERATIONS');

function organisation(changes: Partial<NonNullable<GateFacts['organisation']>>): Partial<GateFacts> {
  return { organisation: { ...(operator.organisation as NonNullable<GateFacts['organisation']>), ...changes } };
}
function chain(...contracts: readonly ReturnType<typeof contract>[]): Partial<GateFacts> {
  return { contracts: [{ chain: contracts, complete: true }] };
}

test.each<[string, PersonName, Asking, Partial<GateFacts>, string, string]>([
  ['an organisation that is not in the register', 'club', {}, { organisation: null }, 'G0', 'UNAUTHENTICATED'],
  ["another organisation's entry", 'club', {}, organisation({}), 'G0', 'UNAUTHENTICATED'],
  ['no purpose', 'club', { purpose: null }, {}, 'G1', 'PURPOSE_MISSING'],
  ['an empty purpose', 'club', { purpose: '' }, {}, 'G1', 'PURPOSE_MISSING'],
  ['audience research', 'operator', { purpose: 'AUDIENCE_RESEARCH' }, {}, 'G1', 'PURPOSE_UNKNOWN'],
  ['a purpose that every object has', 'club', { purpose: 'constructor' }, {}, 'G1', 'PURPOSE_UNKNOWN'],
  ['an audit by a joint user', 'operator', { purpose: 'INTERNAL_AUDIT' }, {}, 'G1', 'PURPOSE_NOT_FOR_PROVISION'],
  ['governance by a partner', 'partner', { purpose: 'GOVERNANCE' }, {}, 'G1', 'PURPOSE_NOT_FOR_PROVISION'],
  ['a subject of no kind', 'club', { kind: null }, {}, 'G2', 'OUT_OF_CLUB_SCOPE'],
  ['a member outside the Club', 'club', { kind: 'COOP_MEMBER', stage: 'ADULT' }, {}, 'G2', 'OUT_OF_CLUB_SCOPE'],
  ['such a member for the operator', 'operator', { kind: 'COOP_MEMBER' }, {}, 'G2', 'OUT_OF_CLUB_SCOPE'],
  ['a department without a manager', 'club', {}, { departmentHasManager: false }, 'G3', 'NO_DEPT_MANAGER'],
  ['rules not acknowledged', 'club', {}, { rulesAcknowledged: false }, 'G3', 'RULES_NOT_ACKNOWLEDGED'],
  ['training that has expired', 'club', {}, { trainingCurrent: false }, 'G3', 'TRAINING_EXPIRED'],
  ['a critical bulletin unread for long', 'club', {}, { bulletinUnreadSince: '2026-11-06' }, 'G3', 'BULLETIN_UNREAD'],
  [
    'a manager whose office has ended',
    'manager',
    { purpose: 'GOVERNANCE' },
    { caller: { ...factsOf('manager').caller, withoutOffice: ['PRIVACY_MANAGER'] } },
    'G3',
    'NOT_IN_OFFICE',
  ],
  ['a joint user that does not attest', 'operator', {}, { attested: false }, 'G3', 'TRAINING_EXPIRED'],
  ['a processor that does not attest', 'processor', {}, { attested: false }, 'G3', 'TRAINING_EXPIRED'],
  ['a recipient of no class', 'operator', {}, organisation({ recipientClasses: [] }), 'G4', 'RECIPIENT_NOT_LISTED'],
  [
    'a recipient whose class the register does not have',
    'operator',
    {},
    organisation({ recipientClasses: ['PARTNER_THIRD_PARTY'] }),
    'G4',
    'RECIPIENT_NOT_LISTED',
  ],
  [
    'a tutor of its own whom the notice does not name',
    'operator',
    {},
    { notice: { ...NOTICE, recipients: ['COOP'] } },
    'G4',
    'RECIPIENT_NOT_LISTED',
  ],
  [
    "the contractor's own contractor",
    'contractor',
    {},
    chain(contract('SUBCONTRACT'), contract('SUBCONTRACT'), OPERATIONS),
    'G4',
    'RECIPIENT_NOT_LISTED',
  ],
  ['joint use not switched on', 'operator', {}, organisation({ jointUseEnabled: false }), 'G4', 'JOINT_USE_DISABLED'],
  ['a suspended joint user', 'operator', {}, organisation({ suspended: true }), 'G4', 'JOINT_USE_DISABLED'],
  ['a recipient that was stopped', 'operator', {}, organisation({ stopped: true }), 'G4', 'RECIPIENT_SUSPENDED'],
  [
    'a suspended partner',
    'partner',
    { purpose: 'REQUESTED_SERVICE' },
    {
      organisation: {
        code: 'PARTNER_BOOKS',
        recipientClasses: ['PARTNER_THIRD_PARTY'],
        jointUseEnabled: true,
        suspended: true,
        stopped: false,
        abroad: false,
      },
    },
    'G4',
    'RECIPIENT_NOT_LISTED',
  ],
  ['no notice', 'operator', {}, { notice: null }, 'G5', 'NOTICE_NOT_IN_FORCE'],
  [
    'a notice without the address of the responsible party',
    'coop',
    {},
    { notice: { ...NOTICE, missing: ['responsibleParty.address'] } },
    'G5',
    'NOTICE_NOT_IN_FORCE',
  ],
  [
    'a joint user that asks for statistics without a notice',
    'coop',
    { purpose: 'AGGREGATE_ANALYSIS', category: 'SEX' },
    { notice: null },
    'G5',
    'NOTICE_NOT_IN_FORCE',
  ],
  ['unlisted data', 'operator', { category: 'UNLISTED' }, {}, 'G5', 'CATEGORY_NOT_IN_NOTICE'],
  ['a learning record', 'contractor', { category: 'LEARNING_RECORD' as never }, {}, 'G5', 'CATEGORY_NOT_IN_NOTICE'],
  [
    'an item that the notice has dropped',
    'operator',
    {},
    { notice: { ...NOTICE, items: ['PHONE'] } },
    'G5',
    'CATEGORY_NOT_IN_NOTICE',
  ],
  ['a joint user beyond joint use', 'operator', { purpose: 'REQUESTED_SERVICE' }, {}, 'G5', 'JOINT_USE_PURPOSE'],
  [
    'a purpose that the notice does not name',
    'operator',
    {},
    { notice: { ...NOTICE, purposes: ['CONSENT_REQUEST'] } },
    'G5',
    'JOINT_USE_PURPOSE',
  ],
  [
    'a contract that has ended',
    'operator',
    {},
    chain(contract('OPERATIONS', { status: 'EXPIRED' })),
    'G6',
    'CONTRACT_INACTIVE',
  ],
  ['no contract', 'operator', {}, chain(), 'G6', 'CONTRACT_INACTIVE'],
  ['a contract of another type', 'operator', {}, chain(contract('PARTNER')), 'G6', 'CONTRACT_INACTIVE'],
  [
    "the end of the broadcaster's contract",
    'contractor',
    {},
    chain(contract('SUBCONTRACT'), contract('OPERATIONS', { status: 'EXPIRED' })),
    'G6',
    'UPSTREAM_CONTRACT_INACTIVE',
  ],
  [
    'a chain without its upper link',
    'contractor',
    {},
    chain(contract('SUBCONTRACT')),
    'G6',
    'UPSTREAM_CONTRACT_INACTIVE',
  ],
  [
    'a chain with a missing link',
    'contractor',
    {},
    { contracts: [{ chain: [contract('SUBCONTRACT'), OPERATIONS], complete: false }] },
    'G6',
    'UPSTREAM_CONTRACT_INACTIVE',
  ],
  [
    'a contract without confidentiality',
    'coop',
    {},
    chain(contract('JOINT_USE', { clauses: [] })),
    'G6',
    'NO_CONFIDENTIALITY_CLAUSE',
  ],
  [
    'an entrustment without confidentiality',
    'processor',
    {},
    chain(contract('ENTRUSTMENT', { clauses: ['AUDIT_RIGHT'] })),
    'G6',
    'NO_CONFIDENTIALITY_CLAUSE',
  ],
  [
    'an upper contract without confidentiality',
    'contractor',
    {},
    chain(contract('SUBCONTRACT'), contract('OPERATIONS', { clauses: ['AUDIT_RIGHT'] })),
    'G6',
    'NO_CONFIDENTIALITY_CLAUSE',
  ],
  [
    'a contract for another programme',
    'contractor',
    {},
    chain(contract('SUBCONTRACT', { scope: [] }), OPERATIONS),
    'G6',
    'CONTRACT_SCOPE',
  ],
  [
    'a contract without notification',
    'contractor',
    { purpose: 'MATERIAL_CHANGE_NOTICE' },
    chain(contract('SUBCONTRACT', { scope: ['CLUB_OPERATION'] }), OPERATIONS),
    'G6',
    'CONTRACT_SCOPE',
  ],
  [
    'a service partner without a limit of use',
    'partner',
    { purpose: 'REQUESTED_SERVICE' },
    chain(contract('PARTNER', { clauses: ['CONFIDENTIALITY'] })),
    'G6',
    'CONTRACT_SCOPE',
  ],
  [
    'a contractor that nobody assessed',
    'processor',
    {},
    chain(contract('ENTRUSTMENT', { assessed: false })),
    'G6',
    'VENDOR_NOT_ASSESSED',
  ],
])('%s is refused', (_, name, asking, changes, gate, reason) => {
  const decision = asks(name, asking, changes);
  expect(decision).toMatchObject({ ladder: [], form: 'DENIED', condition: [], fallback: 'DENIED', gate, reason });
  expect(decision.clauses.length).toBeGreaterThan(0);
  expect(decision.clauses.filter((id) => club.clauses[id] === undefined)).toEqual([]);
});

test.each<[string, PersonName, Asking, Partial<GateFacts>]>([
  ['club staff', 'club', {}, {}],
  ['joint user 1', 'coop', {}, {}],
  ['an affiliate', 'affiliate', {}, {}],
  ['joint user 2', 'operator', {}, {}],
  ['joint user 3', 'contractor', {}, {}],
  ['a machine without training', 'marketing', { purpose: 'BENEFICIAL_INFORMATION' }, { attested: false }],
  ['a joint user with statistics', 'coop', { purpose: 'AGGREGATE_ANALYSIS', category: 'SEX' }, {}],
  ['a processor', 'processor', {}, {}],
  ['a partner with a consent and no contract', 'partner', { purpose: 'CONSENTED_DISCLOSURE' }, chain()],
  [
    'an authority without training',
    'police',
    { purpose: 'LEGAL_OBLIGATION' },
    { trainingCurrent: false, attested: false },
  ],
  ['a guardian', 'guardian', { purpose: 'DATA_SUBJECT_RIGHTS' }, { trainingCurrent: false, attested: false }],
  ['a member about the own record', 'guardian', { purpose: 'DATA_SUBJECT_RIGHTS', kind: 'COOP_MEMBER' }, {}],
  ['anybody with statistics', 'anybody', { purpose: 'ANONYMISED_DISCLOSURE', category: 'SEX' }, { notice: null }],
  ['an unknown life stage', 'club', { stage: null }, {}],
])('%s passes every gate', (_, name, asking, changes) => {
  expect(firstRefusal(club, factsOf(name, changes), questionOf(name, asking))).toBeNull();
});

test('the gates stand in their order, each under its own name', () => {
  expect(GATES.map(({ id }) => id)).toEqual(['G0', 'G1', 'G2', 'G3', 'G4', 'G5', 'G6']);
});

/** Ways to fail each gate, that of the others apart. */
const FAILING: readonly { readonly facts?: Partial<GateFacts>; readonly asking?: Asking }[] = [
  { facts: { organisation: null } },
  { asking: { purpose: 'AUDIENCE_RESEARCH' } },
  { asking: { kind: null } },
  { facts: { attested: false } },
  { facts: organisation({ suspended: true }) },
  { facts: { notice: null } },
  { facts: chain() },
];

test('of two gates that fail the earlier one decides', () => {
  FAILING.forEach((early, i) => {
    FAILING.slice(i + 1).forEach((late) => {
      const changes = { ...late.facts, ...early.facts };
      expect(asks('operator', { ...late.asking, ...early.asking }, changes).gate).toBe(`G${i}`);
    });
  });
});

test('of any set of gates that fail the first one decides', () => {
  for (let set = 1; set < 1 << FAILING.length; set += 1) {
    const failing = FAILING.filter((_, index) => (set & (1 << index)) !== 0).reverse();
    const changes: Partial<GateFacts> = Object.assign({}, ...failing.map(({ facts }) => facts)) as Partial<GateFacts>;
    const asking: Asking = Object.assign({}, ...failing.map((each) => each.asking)) as Asking;
    const first = FAILING.findIndex((_, index) => (set & (1 << index)) !== 0);
    expect(asks('operator', asking, changes).gate).toBe(`G${first}`);
  }
});
