import { setImmediate } from 'node:timers/promises';
import { NorenError } from '../../errors.js';
import type { Policy } from '../../policy/policy.js';
import type { PolicyCalendar } from '../../policy/policyCalendar.js';
import type { Box } from '../../policy/tools/boxes.js';
import { comparing, type ChangeGroup } from '../../policy/tools/comparePolicies.js';
import { showingQuery } from '../../policy/tools/showingQuery.js';
import type { PolicyChange, PolicyDiff, PolicyRange } from './PolicyDiff.js';

/** Compares two loaded versions in slices, so that other requests are answered in between. @throws NorenError BAD_INPUT for no version */
export async function diffOf(policies: PolicyCalendar, from: string, to: string): Promise<PolicyDiff> {
  const comparison = comparing(versionNamed(policies, 'from', from), versionNamed(policies, 'to', to));
  for (;;) {
    const step = comparison.next();
    if (step.done === true) {
      const { space, groups, settings } = step.value;
      return { space, settings, changes: groups.map(changeOf) };
    }
    await setImmediate();
  }
}

function versionNamed({ versions }: PolicyCalendar, argument: string, name: string): Policy {
  const found = versions.find(({ policy }) => policy.version === name);
  if (found !== undefined) return found.policy;
  const known = versions.map(({ policy }) => policy.version).join(', ');
  throw new NorenError(
    'BAD_INPUT',
    `PolicyInForce.diff(${argument}:): no version of that name is loaded. Known: ${known}.`,
  );
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
