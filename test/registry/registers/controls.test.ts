import { manualControlRegister } from '../../../src/registry/registers/manualControl.js';
import { recoveryDrillRegister } from '../../../src/registry/registers/recoveryDrill.js';
import { riskCellRegister } from '../../../src/registry/registers/riskCell.js';
import { suspensionRegister } from '../../../src/registry/registers/suspension.js';
import { as, clubStaff, manager, openStore } from '../openStore.js';

const security = as('SECURITY_OFFICER', 'nanami');
const partnerManager = as('PRIVACY_MANAGER', 'outsider', 'COOP');

let opened: Awaited<ReturnType<typeof openStore>>;
beforeAll(async () => {
  opened = await openStore();
});
afterAll(async () => opened.close());

const control = (said: { clauses?: readonly string[]; lastDoneOn?: string } = {}) =>
  opened.store.record(manualControlRegister, {
    payload: {
      id: 'site-check',
      what: 'Doors are locked',
      clauses: ['A7-p'],
      owner: 'site manager',
      lastDoneOn: '2026-11-10',
      everyDays: 92,
      evidence: 'list 4',
      ...said,
    },
    recorder: manager,
  });

// clauses: A7-p
test('a manual control has an owner and a date, of a clause of the policy, and does not go back in time', async () => {
  await expect(control({ clauses: ['A7-x'] })).rejects.toThrow('is no clause');
  await expect(control({ lastDoneOn: '2026-11-21' })).rejects.toThrow('has not come yet');
  await control();
  await expect(control({ lastDoneOn: '2026-11-01' })).rejects.toThrow('it was done on 2026-11-10');
});

test('a cell of the risk table has a measure or a known control', async () => {
  const cell = (said: { measures?: readonly string[]; manualControls?: readonly string[] }) =>
    opened.store.record(riskCellRegister, {
      payload: { threat: 'LEAK', viewpoint: 'PHYSICAL', risk: 'LOW', reviewedOn: '2026-11-01', ...said },
      recorder: security,
    });
  await expect(cell({})).rejects.toThrow('each cell has a measure');
  await expect(cell({ manualControls: ['nothing'] })).rejects.toThrow('there is no such control');
  await control();
  await expect(cell({ manualControls: ['site-check'] })).resolves.toMatchObject({ key: 'LEAK/PHYSICAL' });
});

// clauses: A7-1b
test('a restore passes only when erasures were replayed on it', async () => {
  const drill = (said: { erasuresReplayed?: boolean; copyOf?: string }) =>
    opened.store.record(recoveryDrillRegister, {
      payload: {
        store: 'CLUB',
        kind: 'RESTORE',
        doneOn: '2026-11-18',
        copyOf: '2026-11-17',
        erasuresReplayed: true,
        passed: true,
        evidence: 'protocol',
        ...said,
      },
      recorder: security,
    });
  await expect(drill({ erasuresReplayed: false })).rejects.toThrow('erasure list was replayed');
  await expect(drill({ copyOf: '2026-11-19' })).rejects.toThrow('is after the drill');
  await expect(drill({})).resolves.toMatchObject({ version: 1 });
});

// clauses: A3-2
test('a recipient is stopped by those who answer for it, without an end, and started again by the privacy manager alone', async () => {
  const stop = (organisation: string | null, recorder = security, validTo: Date | null = null) =>
    opened.store.record(suspensionRegister, { payload: { organisation, why: 'odd hours' }, recorder, validTo });
  await expect(stop('SENDAI_HOSO', clubStaff)).rejects.toThrow('may not do this');
  await expect(stop('SENDAI_HOSO', partnerManager)).rejects.toThrow('NOT_ACCOUNTABLE_PARTY');
  await expect(stop('NOBODY')).rejects.toThrow('is not in the policy');
  await expect(stop('GAKKO')).rejects.toThrow('NOT_A_RECIPIENT');
  await expect(stop('SELF')).rejects.toThrow('NOT_A_RECIPIENT');
  await expect(stop('SENDAI_HOSO', security, new Date('2026-11-21T00:00:00Z'))).rejects.toThrow(
    'lasts until it is ended',
  );
  await stop('SENDAI_HOSO');
  await expect(stop('SENDAI_HOSO')).rejects.toThrow('is suspended already');
  const lift = { key: 'SENDAI_HOSO', reason: 'explained' };
  await expect(opened.store.end(suspensionRegister, { ...lift, recorder: security })).rejects.toThrow(
    'may not do this',
  );
  await opened.store.end(suspensionRegister, { ...lift, recorder: manager });
  await expect(stop('SENDAI_HOSO')).resolves.toMatchObject({ version: 3 });
  await expect(stop(null)).resolves.toMatchObject({ key: 'ALL' });
});
