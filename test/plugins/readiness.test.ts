import { createReadiness } from '../../src/plugins/readiness.js';

const up = async () => undefined;
const down = async () => Promise.reject(new Error('refused'));
const base = {
  governanceIsWritable: async () => true,
  sources: { coop: up, club: up },
  supervision: async () => ({ status: 'OK', reasons: [] }),
  isClosing: () => false,
};

describe('readiness', () => {
  it('needs a governance database that takes writes', async () => {
    await expect(createReadiness(base)()).resolves.toMatchObject({ ready: true, checks: { governance: 'writable' } });
    const standby = createReadiness({ ...base, governanceIsWritable: async () => false });
    await expect(standby()).resolves.toMatchObject({ ready: false, checks: { governance: 'down' } });
  });

  it('reports a source that is down and stays ready', async () => {
    const readiness = createReadiness({ ...base, sources: { coop: down, club: up } });
    await expect(readiness()).resolves.toMatchObject({
      ready: true,
      checks: { sources: { coop: 'down', club: 'up' } },
    });
  });

  it('reports supervision that does not work, in codes, and stays ready', async () => {
    const supervision = async () => ({ status: 'DEGRADED', reasons: ['AUDIT_OVERDUE'] });
    const readiness = createReadiness({ ...base, supervision });
    await expect(readiness()).resolves.toMatchObject({
      ready: true,
      checks: { supervision: { status: 'DEGRADED', reasons: ['AUDIT_OVERDUE'] } },
    });
    const silent = createReadiness({ ...base, supervision: down });
    await expect(silent()).resolves.toMatchObject({ ready: true, checks: { supervision: { status: 'UNKNOWN' } } });
  });

  it('does not wait for a database that says nothing', async () => {
    const readiness = createReadiness({ ...base, governanceIsWritable: () => new Promise(() => undefined) });
    await expect(readiness()).resolves.toMatchObject({ ready: false });
  });

  it('ends with the closing', async () => {
    await expect(createReadiness({ ...base, isClosing: () => true })()).resolves.toMatchObject({ ready: false });
  });

  it('asks the databases once for many probes', async () => {
    let asked = 0;
    const readiness = createReadiness({ ...base, governanceIsWritable: async () => (asked += 1) > 0 });
    await Promise.all(Array.from({ length: 50 }, () => readiness()));
    expect(asked).toBe(1);
  });
});
