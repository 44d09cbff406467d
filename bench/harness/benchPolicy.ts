import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { projectRoot } from '../../src/projectRoot.js';

const MUCH = { requestsPerMinute: 1e9, recordsPerRequest: 1e9, recordsPerDay: 1e9 };
const { recordsPerRequest: _, ...MUCH_TOGETHER } = MUCH;

/**
 * The policy as it ships, but for two limits that a bench is meant to hit: of volume, by thousands of requests a second of one caller, and of
 * the privacy budget, by buying the like of one question again and again.
 */
export function benchPolicy(folder: string): string {
  cpSync(join(projectRoot, 'policy'), folder, { recursive: true });
  const file = join(folder, 'club.yaml');
  const policy = parse(readFileSync(file, 'utf8')) as { readonly statistics: { readonly budgets: object } };
  const limits = { caller: { default: MUCH }, organisation: { default: MUCH_TOGETHER } };
  const budgets = { ...policy.statistics.budgets, recipientCap: { default: '9' }, globalCap: '9', lifetimeCap: '9' };
  writeFileSync(file, stringify({ ...policy, limits, statistics: { ...policy.statistics, budgets } }));
  return file;
}
