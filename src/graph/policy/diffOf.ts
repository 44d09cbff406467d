import { setImmediate } from 'node:timers/promises';
import type { PolicyCalendar } from '../../policy/policyCalendar.js';
import { wideningsOf } from '../../policy/tools/approvals.js';
import type { Box } from '../../policy/tools/boxes.js';
import { comparing, type ChangeGroup } from '../../policy/tools/comparePolicies.js';
import { readApprovals } from '../../policy/tools/readApprovals.js';
import { showingQuery } from '../../policy/tools/showingQuery.js';
import { versionNamed } from './versionNamed.js';
import type { PolicyChange, PolicyDiff, PolicyRange } from './PolicyDiff.js';

/**
 * Compares two loaded versions in slices, so that other requests are answered in between.
 * @throws NorenError BAD_INPUT for no version, BAD_POLICY for approvals that can't be read
 */
export async function diffOf(policies: PolicyCalendar, from: string, to: string): Promise<PolicyDiff> {
  const [before, after] = [
    versionNamed(policies, 'PolicyInForce.diff(from:)', from),
    versionNamed(policies, 'PolicyInForce.diff(to:)', to),
  ];
  const approvals = readApprovals(after.file);
  const difference = await inSlices(comparing(before.policy, after.policy));
  const widenings = wideningsOf(difference, after.policy.version, approvals);
  const { space, groups, settings } = difference;
  const passes = widenings.every(({ approval }) => approval !== null);
  return { space, passes, widenings, settings, changes: groups.map(changeOf) };
}

async function inSlices<Result>(work: Generator<void, Result>): Promise<Result> {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    await setImmediate();
  }
}

function changeOf({ kind, when, from, to, points, boxes }: ChangeGroup): PolicyChange {
  const form = kind === 'NARROWS' ? from.form : to.form;
  return { kind, when, from, to, points, ranges: boxes.map((box) => rangeOf(box, showingQuery(box, form))) };
}

function rangeOf(box: Box, query: string | null): PolicyRange {
  const of = (name: string): readonly string[] => box[name] ?? [];
  const { role, recipient, purpose } = { role: of('role'), recipient: of('recipient'), purpose: of('purpose') };
  const about = { subject: of('subject'), lifeStage: of('lifeStage'), shape: of('shape'), category: of('category') };
  return { role, recipient, purpose, ...about, query };
}
