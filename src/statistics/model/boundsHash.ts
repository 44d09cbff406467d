import { createHash } from 'node:crypto';
import type { StatisticModel } from './statisticModel.js';

/** SHA-256, in hexadecimal, over everything that the refresh puts into effect: numbers of other bounds are other numbers. */
export function boundsHash(model: Omit<StatisticModel, 'boundsHash'>): string {
  const { dimensions, topics, amountUnit, purchaseSegments, coverageConsent } = model;
  const text = JSON.stringify([dimensions, topics, amountUnit, purchaseSegments, coverageConsent]);
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
