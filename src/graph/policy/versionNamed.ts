import { NorenError } from '../../errors.js';
import type { DatedPolicy, PolicyCalendar } from '../../policy/policyCalendar.js';

/** A loaded version by its name. `where` is what named it. @throws NorenError BAD_INPUT */
export function versionNamed({ versions }: PolicyCalendar, where: string, name: string): DatedPolicy {
  const found = versions.find(({ policy }) => policy.version === name);
  if (found !== undefined) return found;
  const known = versions.map(({ policy }) => policy.version).join(', ');
  throw new NorenError('BAD_INPUT', `${where}: no version of that name is loaded. Known: ${known}.`);
}
