import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadPolicy } from '../policy/loadPolicy.js';
import { loadFormerPolicy } from '../policy/tools/loadFormerPolicy.js';
import { unapprovedWidenings } from '../policy/tools/approvals.js';
import { comparePolicies } from '../policy/tools/comparePolicies.js';
import { readApprovals } from '../policy/tools/readApprovals.js';
import { showingQuery } from '../policy/tools/showingQuery.js';
import type { Command, Surroundings } from './command.js';
import { differenceText } from './differenceText.js';

async function run(args: readonly string[], { out, err }: Surroundings): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, approvals: { type: 'string' } },
  });
  const [old, now, ...more] = positionals.map((file) => resolve(file));
  if (old === undefined || now === undefined || more.length > 0) {
    return (err('noren policy diff takes two files, OLD and NEW.\n'), 2);
  }
  const [before, after] = [loadFormerPolicy(old), loadPolicy(now)];
  const approvals = readApprovals(now, values.approvals === undefined ? undefined : resolve(values.approvals));
  err(`Asking both policies every question there is (${before.version} and ${after.version}) ...\n`);
  const start = performance.now();
  const difference = comparePolicies(before, after);
  const unapproved = unapprovedWidenings(difference, after.version, approvals);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  err(`${difference.space.toLocaleString('en')} points compared in ${seconds} s.\n`);
  if (!values.json) out(differenceText(difference, unapproved));
  else {
    const version = ({ version, hash }: typeof after) => ({ version, hash });
    const groups = difference.groups.map((group) => ({
      ...group,
      boxes: group.boxes.map((box) => ({
        ...box,
        query: showingQuery(box, group.kind === 'NARROWS' ? group.from.form : group.to.form),
      })),
    }));
    out(
      `${JSON.stringify({ old: version(before), new: version(after), ...difference, groups, unapproved }, null, 2)}\n`,
    );
  }
  return unapproved.length > 0 ? 1 : 0;
}

export const policyDiffCommand: Command = {
  name: 'policy diff',
  usage: 'OLD NEW [--approvals FILE] [--json]',
  summary: 'ask two policies every question there is; fails on a widening that nobody approved',
  run,
};
