import { ALL_REGISTERS, type AnyRegister } from '../../src/registry/registers/allRegisters.js';
import { subjectFlagRegister } from '../../src/registry/registers/subjectFlag.js';
import { as, desk, manager, openStore } from './openStore.js';

let opened: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  opened = await openStore();
});
afterAll(async () => opened.close());

const auditor = as('INTERNAL_AUDITOR', 'goro');
const subject = { kind: 'GUARDIAN', reference: 5 } as const;
const found = { title: 'Lists left open', description: 'On a desk.', severity: 'MINOR', owner: 'shiro' };
const hole = { from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z', persons: 900, entries: 20 };
const doubts = { organisations: [], categories: [], coordinates: [], policyVersion: null };
const harm = { sensitive: false, financialHarm: false, wrongfulPurpose: false };

/** One entry that may be recorded, for each register whose entries must not lapse. */
const ENTRIES = {
  SUBJECT_FLAG: [desk, { subject, flag: 'STOP_USE', why: 'asked for it' }],
  DECEASED: [desk, { subject, deceasedOn: '2026-11-01', evidence: 'certificate' }],
  RIGHTS_CASE: [desk, { subject, right: 'ACCESS', requestedBy: subject, receivedOn: '2026-11-19' }],
  INCIDENT: [manager, { id: 'I1', what: 'hole', discoveredOn: '2026-11-19', ...hole, ...doubts, ...harm }],
  AUDIT_PLAN: [auditor, { id: 'A1', scope: 'rosters', department: 'CLUB', auditor: 'goro', dueOn: '2026-12-01' }],
  AUDIT_REPORT: [
    auditor,
    { plan: 'A1', conductedOn: '2026-11-19', sample: [3], operators: ['shiro'], summary: 'as found' },
  ],
  AUDIT_FINDING: [auditor, { report: 'A1', ...found, dueOn: '2026-12-20' }],
  CORRECTIVE_ACTION: [auditor, { finding: 'F1', what: 'a cupboard', owner: 'shiro', dueOn: '2026-12-20' }],
  RISK_CELL: [
    manager,
    {
      threat: 'LOSS',
      viewpoint: 'HUMAN',
      risk: 'LOW',
      measures: ['training'],
      manualControls: [],
      reviewedOn: '2026-11-01',
    },
  ],
  SUBJECT_NOTICE: [
    desk,
    { matter: 'BREAK_GLASS', entry: 'E1', outcome: 'TOLD', how: 'by letter', doneOn: '2026-11-19' },
  ],
  STOP_ACKNOWLEDGEMENT: [as('PARTNER', 'p', 'PARTNER_BOOKS'), { notice: 'N1', done: 'ERASED', note: null }],
  SUSPENSION: [manager, { organisation: 'SENDAI_HOSO', why: 'odd hours' }],
} as const;

const days = (count: number) => new Date(opened.clock.now.getTime() + count * 86_400_000);

test('the registers whose entries last are these', () => {
  const lasting = ALL_REGISTERS.filter((register) => register.lasting === true).map(({ name }) => name);
  expect(lasting.toSorted()).toEqual(Object.keys(ENTRIES).toSorted());
});

test.each(Object.entries(ENTRIES))(
  '%s has no end that comes by itself, and does not begin later',
  async (name, entry) => {
    const register = ALL_REGISTERS.find((each) => each.name === name) as AnyRegister;
    const [recorder, payload] = entry;
    const record = (period: object) => opened.store.record(register, { payload, recorder, ...period });
    await expect(record({ validTo: days(1) })).rejects.toThrow(`${name} lasts until it is ended`);
    await expect(record({ validFrom: days(1) })).rejects.toThrow(`${name} counts at once`);
    expect(await opened.store.latest(register)).toEqual([]);
  },
);

// clauses: A6-3d
test('nor can a second version give it one: who was erased stays erased', async () => {
  const payload = { subject, flag: 'ERASED', why: 'wished it' } as const;
  const { key } = await opened.store.record(subjectFlagRegister, { payload, recorder: desk });
  const lapse = opened.store.record(subjectFlagRegister, { key, payload, recorder: desk, validTo: days(1) });
  await expect(lapse).rejects.toThrow('SUBJECT_FLAG lasts until it is ended');
  opened.clock.now = days(400);
  expect(await opened.store.current(subjectFlagRegister, { subject })).toMatchObject([{ version: 1, validTo: null }]);
});
