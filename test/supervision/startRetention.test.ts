import type { Configuration } from '../../src/config.js';
import { startRetention } from '../../src/startRetention.js';
import { startGateway, type Gateway } from '../support/startGateway.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(async () => gateway.close());

/** How often consents were looked through, and what failed, from the start to the end of one look. */
async function looks(retention: Configuration['retention'], expire: () => Promise<number>) {
  const erasures = temporaryFolder();
  const seen = { expiries: 0, failed: [] as string[] };
  const { policyAt } = gateway.environment.policies;
  const counted = async () => {
    seen.expiries += 1;
    return expire();
  };
  const close = await startRetention(
    {
      retention: gateway.retention,
      expire: counted,
      pool: gateway.data.governance,
      policyAt,
      now: () => gateway.clock.now,
    },
    { retention, erasuresFolder: erasures.path } as Configuration,
    (event) => void seen.failed.push(event),
  );
  await close();
  erasures.remove();
  return seen;
}

test('the daily run writes down which consents are over, once a day, and not where runs are off', async () => {
  expect(await looks('off', async () => 0)).toEqual({ expiries: 0, failed: [] });
  expect(await looks('daily', async () => 0)).toEqual({ expiries: 1, failed: [] });
  expect(await looks('daily', async () => 0)).toEqual({ expiries: 0, failed: [] });
  gateway.clock.now = new Date(gateway.clock.now.getTime() + 25 * 3_600_000);
  const broken = async (): Promise<number> => Promise.reject(new Error('no club'));
  expect(await looks('daily', broken)).toEqual({ expiries: 1, failed: ['RETENTION_FAILED'] });
});
