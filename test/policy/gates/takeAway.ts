import type { GateFacts, SubjectFlag } from '../../../src/policy/gateFacts.js';
import {
  CASE_CONDITIONS,
  CONDITIONS,
  DATA_CATEGORIES,
  PURPOSES,
  type CaseCondition,
  type Condition,
  type DataCategory,
  type Purpose,
} from '../../../src/policy/vocabulary.js';

/** A request's facts with what is known of the one subject asked about. */
export interface Situation {
  readonly facts: GateFacts;
  /** Row conditions that hold for the subject; a case condition counts only where the registers have it too. */
  readonly holds: ReadonlySet<Condition>;
  readonly flags: ReadonlySet<SubjectFlag>;
}

/** The subject's key in `rowHolders`. */
export const SUBJECT = 7;

export type TakeAway = (situation: Situation) => Situation;

type Changes = (facts: GateFacts) => Partial<GateFacts>;

const ofFacts =
  (changes: Changes): TakeAway =>
  (situation) => ({ ...situation, facts: { ...situation.facts, ...changes(situation.facts) } });

type Organisation = NonNullable<GateFacts['organisation']>;
const ofOrganisation = (changes: Partial<Organisation>): TakeAway =>
  ofFacts(({ organisation }) => ({ organisation: organisation === null ? null : { ...organisation, ...changes } }));

type Notice = NonNullable<GateFacts['notice']>;
const ofNotice = (changes: (notice: Notice) => Partial<Notice>): TakeAway =>
  ofFacts(({ notice }) => ({ notice: notice === null ? null : { ...notice, ...changes(notice) } }));

type Contract = GateFacts['contracts'][number]['chain'][number];
const ofContract = (index: number, changes: (contract: Contract) => Partial<Contract>): TakeAway =>
  ofFacts(({ contracts }) => ({
    contracts: contracts.map((own) => ({
      ...own,
      chain: own.chain.map((each, at) => (at === index ? { ...each, ...changes(each) } : each)),
    })),
  }));

const ofVolume = (more: Partial<GateFacts['volume']['caller']>): TakeAway =>
  ofFacts(({ volume }) => ({ volume: { ...volume, caller: { ...volume.caller, ...more } } }));

const FLAGS: readonly SubjectFlag[] = [
  'ERASED',
  'STOP_USE',
  'STOP_PROVISION',
  'LEGAL_HOLD',
  'GUARDIAN_NOTICE_SUPPRESSED',
];

/** Everything that a person, a register or a subject can lose; a flag or a cap more is a loss too. */
export const TAKE_AWAYS: Readonly<Record<string, TakeAway>> = {
  'the second factor': ofFacts(({ caller }) => ({ caller: { ...caller, mfa: false } })),
  'the managed device': ofFacts(({ caller }) => ({ caller: { ...caller, managedDevice: false } })),
  'the office': ofFacts(({ caller }) => ({
    caller: { ...caller, withoutOffice: ['PRIVACY_MANAGER', 'DEPT_MANAGER'] },
  })),
  'the entry of the organisation': ofFacts(() => ({ organisation: null })),
  'its recipient classes': ofOrganisation({ recipientClasses: [] }),
  'the first of its recipient classes': ofFacts(({ organisation }) => ({
    organisation:
      organisation === null ? null : { ...organisation, recipientClasses: organisation.recipientClasses.slice(1) },
  })),
  'its joint use': ofOrganisation({ jointUseEnabled: false }),
  'its good standing': ofOrganisation({ suspended: true }),
  'not being stopped': ofOrganisation({ stopped: true }),
  'its seat in the country': ofOrganisation({ abroad: true }),
  'a rule without a critical finding': ofFacts(() => ({ suspendedRules: ['C01', 'J01', 'O01', 'S01', 'T01', 'T04'] })),
  'the manager of the department': ofFacts(() => ({ departmentHasManager: false })),
  'the privacy manager': ofFacts(() => ({ privacyManagerActive: false })),
  'the acknowledgement of the rules': ofFacts(() => ({ rulesAcknowledged: false })),
  'the training': ofFacts(() => ({ trainingCurrent: false })),
  'the critical bulletin that was read': ofFacts(() => ({ bulletinUnreadSince: '2000-01-01' })),
  'the attestation': ofFacts(() => ({ attested: false })),
  'the hours of the desk': ofFacts(() => ({ deskOpen: false })),
  'the break-glass': (situation) => without('BREAK_GLASS', ofFacts(() => ({ breakGlassActive: false }))(situation)),
  'the notice': ofFacts(() => ({ notice: null })),
  'an item that the law demands of the notice': ofNotice(({ missing }) => ({ missing: [...missing, 'purposes'] })),
  'the recipients of the notice': ofNotice(() => ({ recipients: [] })),
  "the rest of the minute's requests": ofVolume({ requests: 1e9 }),
  "the rest of the day's records": ofVolume({ records: 1e9 }),
  "the rest of the organisation's day": ofFacts(({ volume }) => ({
    volume: { ...volume, organisation: { ...volume.organisation, records: 1e9 } },
  })),
  'every contract': ofFacts(() => ({ contracts: [] })),
  'one of the contracts': ofFacts(({ contracts }) => ({ contracts: contracts.slice(1) })),
  'the upper contract': ofFacts(({ contracts }) => ({
    contracts: contracts.map(({ chain, complete }) => ({
      chain: chain.slice(0, 1),
      complete: complete && chain.length < 2,
    })),
  })),
  ...Object.fromEntries(
    [0, 1].flatMap((at) => [
      [`contract ${at}, its term`, ofContract(at, () => ({ status: 'EXPIRED' }))],
      [`contract ${at}, its clauses`, ofContract(at, () => ({ clauses: [] }))],
      [`contract ${at}, its purposes`, ofContract(at, () => ({ scope: [] }))],
      [`contract ${at}, its assessment`, ofContract(at, () => ({ assessed: false }))],
    ]),
  ),
  ...Object.fromEntries(PURPOSES.map((purpose) => [`${purpose} in the notice`, ofNotice(withoutPurpose(purpose))])),
  ...Object.fromEntries(DATA_CATEGORIES.flatMap(ofCategory)),
  ...Object.fromEntries(CONDITIONS.map((condition) => [condition, (each: Situation) => without(condition, each)])),
  ...Object.fromEntries(
    FLAGS.map((flag) => [
      `freedom from ${flag}`,
      (situation: Situation) => ({ ...situation, flags: new Set([...situation.flags, flag]) }),
    ]),
  ),
};

function withoutPurpose(purpose: Purpose): (notice: Notice) => Partial<Notice> {
  return ({ purposes }) => ({ purposes: purposes.filter((each) => each !== purpose) });
}

function ofCategory(category: DataCategory): readonly (readonly [string, TakeAway])[] {
  const forms = ['MASKED', 'GENERALISED', 'DENIED'] as const;
  return [
    [`${category} in the notice`, ofNotice(({ items }) => ({ items: items.filter((each) => each !== category) }))],
    ...forms.flatMap((form): readonly (readonly [string, TakeAway])[] => [
      [
        `${category} above ${form} in the notice`,
        ofNotice(({ maxForm }) => ({ maxForm: capped(maxForm, category, form) })),
      ],
      [
        `${category} above ${form} in the contract`,
        ofContract(0, ({ caps }) => ({ caps: capped(caps, category, form, true) })),
      ],
    ]),
  ];
}

type Caps = Contract['caps'];
function capped(
  caps: Caps,
  category: DataCategory,
  form: 'MASKED' | 'GENERALISED' | 'DENIED',
  inContract = false,
): Caps {
  const rank = ['DENIED', 'AGGREGATED', 'GENERALISED', 'PSEUDONYMISED', 'MASKED', 'RAW'];
  // A contract that names others is not about this one.
  const before = caps[category] ?? (inContract && Object.keys(caps).length > 0 ? 'DENIED' : 'RAW');
  return { ...caps, [category]: rank.indexOf(before) < rank.indexOf(form) ? before : form };
}

/** A condition gone from the request, the registers and the row. */
function without(condition: Condition, { facts, holds, flags }: Situation): Situation {
  const { [condition]: _held, ...held } = facts.held;
  const rowHolders = Object.fromEntries(
    Object.entries(facts.rowHolders).filter(([key]) => !key.startsWith(`${condition}:`)),
  ) as GateFacts['rowHolders'];
  return {
    facts: { ...facts, held, rowHolders },
    holds: new Set([...holds].filter((each) => each !== condition)),
    flags,
  };
}

/** Registers in which the subject has each of these cases for every category. */
export function casesOf(conditions: readonly CaseCondition[]): GateFacts['rowHolders'] {
  const keys = { CHILD_PARTICIPANT: [SUBJECT], GUARDIAN: [SUBJECT], COOP_MEMBER: [SUBJECT] };
  const all = { ...keys, OFFICER_OR_EMPLOYEE: [SUBJECT], SUPPLIER_CONTACT: [SUBJECT] };
  return Object.fromEntries(
    CASE_CONDITIONS.filter((condition) => conditions.includes(condition)).flatMap((condition) =>
      DATA_CATEGORIES.map((category) => [`${condition}:${category}`, all] as const),
    ),
  );
}
