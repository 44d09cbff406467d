import { countRowClasses } from '../../src/takeSnapshot.js';
import type { Gateway } from './startGateway.js';

/** As the next refresh would: by who takes part, is stopped and consents now. */
export async function recountRowClasses({ environment, data, clock }: Gateway): Promise<void> {
  const { sources, secret, policies } = environment;
  const on = { sources, secret: Buffer.from(secret), governance: { pool: data.governance } };
  await countRowClasses(on, { policies, now: clock.now });
}
