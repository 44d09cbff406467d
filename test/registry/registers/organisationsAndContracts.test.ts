import { contractRegister } from '../../../src/registry/registers/contract.js';
import { NOTICE_ITEM_NAMES } from '../../../src/policy/noticeItems.js';
import { missingNoticeItems, jointUseNoticeRegister } from '../../../src/registry/registers/jointUseNotice.js';
import { organisationRegister } from '../../../src/registry/registers/organisation.js';
import type { Said } from '../../../src/registry/registers/shape.js';
import { demoContracts } from '../../../src/embedded/data/demoContracts.js';
import { demoOrganisations } from '../../../src/embedded/data/demoOrganisations.js';
import { manager, openStore } from '../openStore.js';

type OrganisationSaid = Said<(typeof organisationRegister)['members']>;
type ContractSaid = Said<(typeof contractRegister)['members']>;
type NoticeSaid = Said<(typeof jointUseNoticeRegister)['members']>;

let opened: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  opened = await openStore();
  for (const payload of demoOrganisations(opened.policy)) {
    await opened.store.record(organisationRegister, { payload, recorder: manager });
  }
  for (const payload of demoContracts('2026-04-01')) {
    await opened.store.record(contractRegister, { payload, recorder: manager });
  }
});
afterAll(async () => opened.close());

function organisationOf(code: string, change: Partial<OrganisationSaid> = {}): OrganisationSaid {
  const found = demoOrganisations(opened.policy).find((entry) => entry.code === code);
  if (found === undefined) throw new Error(code);
  return { ...found, ...change };
}
function contractOf(id: string, change: Partial<ContractSaid> = {}): ContractSaid {
  const found = demoContracts('2026-04-01').find((entry) => entry.id === id);
  if (found === undefined) throw new Error(id);
  return { ...found, ...change };
}
const recordOrganisation = (payload: OrganisationSaid) =>
  opened.store.record(organisationRegister, { payload, recorder: manager });
const recordContract = (payload: ContractSaid) => opened.store.record(contractRegister, { payload, recorder: manager });

describe('organisations', () => {
  test.each<[string, string, Partial<OrganisationSaid>, string]>([
    ['an affiliate without evidence of the shares', 'COOP_AFFILIATE', { shareholdingEvidence: null }, 'A2(2)-r1b'],
    ['an affiliate without a corporate number', 'COOP_AFFILIATE', { corporateNumber: null }, 'A2(2)-r1b'],
    ['a number with a wrong check digit', 'KODOMO_TECH', { corporateNumber: '1999999999902' }, 'check digit is wrong'],
    ['a person as joint user', 'COOP', { entityType: 'NATURAL_PERSON' }, 'RECIPIENT_NOT_LISTED'],
    ['a contractor of the operator that is no corporation', 'KODOMO_TECH', { entityType: 'COOPERATIVE' }, 'A2(2)-r3b'],
    ['joint use for who is no joint user', 'PARTNER_BOOKS', { jointUseEnabled: true }, 'only for a joint user'],
    ['an accountable party without its parent', 'GAKKO', { parent: null }, 'is a subsidiary (B-1)'],
    ['another accountable party', 'COOP', { accountable: true }, 'the policy names the accountable party (A3-1)'],
    ['a parent that is not registered', 'COOP_AFFILIATE', { parent: 'NOBODY' }, 'is not registered'],
    [
      'an owner of itself',
      'COOP',
      { parent: 'GAKKO', corporateNumber: '8999999999901', shareholdingEvidence: 'x' },
      'would own itself',
    ],
    ['a country by its name', 'PARTNER_BOOKS', { country: 'Japan' }, 'two capital letters'],
    ['no recipient class', 'COOP', { recipientClasses: [] }, 'must have at least 1'],
  ])('%s is refused', async (_, code, change, message) => {
    await expect(recordOrganisation(organisationOf(code, change))).rejects.toThrow(message);
  });

  test('one that is suspended reads so from the next read on, and the history says since when', async () => {
    await recordOrganisation(organisationOf('COOP_AFFILIATE', { suspended: true }));
    const [entry] = await opened.store.current(organisationRegister, { key: 'COOP_AFFILIATE' });
    expect(entry?.payload.suspended).toBe(true);
    const history = await opened.store.history(organisationRegister, 'COOP_AFFILIATE');
    expect(history.map(({ payload }) => payload.suspended)).toEqual([false, true]);
  });

  test('the accountable party cannot be ended', async () => {
    const step = { key: 'GAKKO', recorder: manager, reason: 'x' };
    await expect(opened.store.end(organisationRegister, step)).rejects.toThrow('ACCOUNTABLE_PARTY');
  });
});

describe('contracts', () => {
  test.each<[string, string, Partial<ContractSaid>, string]>([
    ['ACTIVE without an assessment', 'OP-SENDAI', { assessment: null }, 'VENDOR_NOT_ASSESSED'],
    [
      'ACTIVE with a failed assessment',
      'OP-SENDAI',
      { assessment: { assessedOn: '2026-04-01', result: 'FAILED', by: 'x' } },
      'VENDOR_NOT_ASSESSED',
    ],
    ['a fourth tier', 'SUB-KODOMO', { principal: 'KODOMO_TECH', contractor: 'MAIL_HOUSE' }, 'RECIPIENT_NOT_LISTED'],
    ['a subcontract that hangs on nothing', 'SUB-KODOMO', { upstreamContract: null }, 'A2(2)-r3a'],
    ['a subcontract that hangs on no operations contract', 'SUB-KODOMO', { upstreamContract: 'JU-COOP' }, 'A2(2)-r3a'],
    [
      'an operations contract that hangs on another',
      'OP-SENDAI',
      { upstreamContract: 'JU-COOP' },
      'only for a SUBCONTRACT',
    ],
    ['an operations contract of who is not the co-op', 'OP-SENDAI', { principal: 'PARTNER_BOOKS' }, 'cannot give'],
    ['an operations contract of an affiliate', 'OP-SENDAI', { principal: 'COOP_AFFILIATE' }, 'cannot give'],
    ['joint use by who is not accountable', 'JU-AFFILIATE', { principal: 'COOP' }, 'cannot give'],
    ['joint use with a partner', 'JU-COOP', { contractor: 'PARTNER_BOOKS' }, 'with a JOINT_USER_COOP_GROUP'],
    [
      'an operations contract with a processor',
      'OP-SENDAI',
      { contractor: 'MAIL_HOUSE' },
      'with a JOINT_USER_OPERATOR',
    ],
    ['an entrustment with the operator', 'EN-MAIL', { contractor: 'SENDAI_HOSO' }, 'with a PROCESSOR'],
    ['a partnership with a processor', 'PA-BOOKS', { contractor: 'MAIL_HOUSE' }, 'with a PARTNER_THIRD_PARTY'],
    [
      'an operations contract with a public body',
      'OP-SENDAI',
      { contractor: 'MIYAGI_POLICE' },
      'must be a CORPORATION',
    ],
    ['an entrustment without categories', 'EN-MAIL', { caps: {} }, 'lists the categories and forms'],
    ['an entrustment by who is not accountable', 'EN-MAIL', { principal: 'COOP' }, 'cannot give'],
    ['a party that is not registered', 'PA-BOOKS', { contractor: 'NOBODY' }, 'is not registered'],
    ['one party twice', 'PA-BOOKS', { contractor: 'GAKKO' }, 'must be another'],
    ['no purpose', 'PA-BOOKS', { scope: [] }, 'must have at least 1'],
    ['an unknown category', 'PA-BOOKS', { caps: { SHOE: 'RAW' } as never }, 'is no category of data'],
    ['an unknown form', 'PA-BOOKS', { caps: { NAME: 'NAKED' } as never }, 'is no form'],
  ])('a contract with %s is refused', async (_, id, change, message) => {
    await expect(recordContract(contractOf(id, change))).rejects.toThrow(message);
  });

  test('a draft needs no assessment yet', async () => {
    const draft = contractOf('PA-BOOKS', { id: 'PA-2', status: 'DRAFT', assessment: null });
    await expect(recordContract(draft)).resolves.toMatchObject({ version: 1 });
  });

  test('at the instant of its end a contract no longer counts', async () => {
    const validTo = new Date('2027-01-01T00:00:00+09:00');
    const payload = contractOf('OP-SENDAI', { id: 'OP-2' });
    await opened.store.record(contractRegister, { payload, recorder: manager, validTo });
    const before = opened.clock.now;
    opened.clock.now = new Date(validTo.getTime() - 1);
    expect(await opened.store.current(contractRegister, { key: 'OP-2' })).toHaveLength(1);
    opened.clock.now = validTo;
    expect(await opened.store.current(contractRegister, { key: 'OP-2' })).toEqual([]);
    opened.clock.now = before;
  });
});

describe('the notice of joint use', () => {
  const notice = (version: string, change: Partial<NoticeSaid> = {}): NoticeSaid => ({
    version,
    statement: 'x',
    items: ['NAME'],
    recipients: ['COOP'],
    purposes: ['CLUB_OPERATION'],
    responsibleParty: { name: 'GAKKO', address: '仙台市', representative: '見本 花子' },
    retentionPeriod: 'one year',
    withdrawalMethod: 'on the page',
    affiliateList: 'none',
    subcontractorList: 'none',
    securityMeasuresSummary: 'x',
    complaintRecipient: 'the desk',
    publishedUrl: 'https://gakko.example/joint-use',
    announcedOn: '2026-03-01',
    effectiveFrom: '2026-04-01',
    ...change,
  });
  const record = (payload: NoticeSaid) => opened.store.record(jointUseNoticeRegister, { payload, recorder: manager });

  test('it counts from its day on, at midnight in Japan', async () => {
    const entry = await record(notice('2026-04'));
    expect(entry.validFrom.toISOString()).toBe('2026-03-31T15:00:00.000Z');
    expect(missingNoticeItems(entry.payload)).toEqual([]);
  });

  test('what the published text lacks can be recorded, and is named', async () => {
    const bare = { name: '株式会社宮城県学校用品協会', address: null, representative: null };
    const entry = await record(
      notice('draft', { responsibleParty: bare, effectiveFrom: '2026-01-01', announcedOn: null }),
    );
    expect(missingNoticeItems(entry.payload)).toEqual([
      'responsibleParty.address',
      'responsibleParty.representative',
      'announcedOn',
    ]);
  });

  // clauses: A2(2)-0
  test.each(NOTICE_ITEM_NAMES.filter((item) => item !== 'policyVersionDate'))(
    'one that does not say %s is incomplete, as the published text is where lint says so',
    async (item) => {
      const EMPTY: Partial<Record<string, Partial<NoticeSaid>>> = {
        statementOfJointUse: { statement: null },
        items: { items: [] },
        recipients: { recipients: [] },
        purposes: { purposes: [] },
      };
      const { responsibleParty, ...whole } = notice('lacking', {
        effectiveFrom: '2026-12-05',
        announcedOn: '2026-11-01',
      });
      const [group, member] = item.split('.');
      const party = group === 'responsibleParty' ? { ...responsibleParty, [member ?? '']: null } : responsibleParty;
      const said = {
        ...whole,
        responsibleParty: party,
        ...(EMPTY[item] ?? (member === undefined ? { [item]: null } : {})),
      };
      const { payload } = await record(said);
      expect(missingNoticeItems(payload)).toEqual([item]);
    },
  );

  test('a notice from before an item was asked for does not say it', async () => {
    const { payload } = await record(notice('old', { effectiveFrom: '2026-12-06', announcedOn: '2026-11-01' }));
    const { retentionPeriod: _, ...old } = payload;
    expect(missingNoticeItems(old as typeof payload)).toEqual(['retentionPeriod']);
  });

  test('a purpose is added only after an announcement', async () => {
    const purposes = ['CLUB_OPERATION', 'CONSENT_REQUEST'] as const;
    const late = notice('2026-11', { purposes, effectiveFrom: '2026-11-20', announcedOn: '2026-11-20' });
    await expect(record(late)).rejects.toThrow('announced before it takes effect (APPI 27(6))');
    const early = notice('2026-12', { purposes, effectiveFrom: '2026-12-20', announcedOn: '2026-11-20' });
    await expect(record(early)).resolves.toMatchObject({ version: 1 });
  });

  test('no two begin on one day', async () => {
    await expect(record(notice('2026-04b'))).rejects.toThrow('another version begins on that day');
  });

  test.each<[string, Partial<NoticeSaid>, string]>([
    ['an announcement after its start', { announcedOn: '2026-04-02' }, 'must not be after effectiveFrom'],
    ['a purpose that is none of joint use', { purposes: ['LEGAL_OBLIGATION'] }, 'is no purpose of joint use'],
    ['an address that is no https', { publishedUrl: 'http://x' }, 'must be an https address'],
  ])('one with %s is refused', async (_, change, message) => {
    await expect(record(notice('wrong', change))).rejects.toThrow(message);
  });
});
