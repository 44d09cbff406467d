import type { RuleEntry } from './policyFile.js';
import { PURPOSES, RECIPIENT_CLASSES, type Purpose, type RecipientClass } from './vocabulary.js';

/** The entries that stand for many; each must stand alone in its list. */
export const WILDCARDS: readonly string[] = ['ANY', 'OUTSIDE', 'JOINT_USER_*', 'AS_INSTRUCTED'];

export function recipientClassesOf(rule: RuleEntry): readonly RecipientClass[] | 'ANY' {
  return rule.recipientClasses.includes('ANY') ? 'ANY' : rule.recipientClasses.flatMap(recipientClassesNamed);
}

function recipientClassesNamed(name: RuleEntry['recipientClasses'][number]): readonly RecipientClass[] {
  if (name === 'ANY') return RECIPIENT_CLASSES;
  if (name === 'OUTSIDE') return RECIPIENT_CLASSES.filter((each) => each !== 'OWN_ORGANISATION');
  if (name === 'JOINT_USER_*') return RECIPIENT_CLASSES.filter((each) => each.startsWith('JOINT_USER_'));
  return [name];
}

export function purposesOf(rule: RuleEntry): readonly Purpose[] {
  return rule.purposes.flatMap((name) => (name === 'ANY' || name === 'AS_INSTRUCTED' ? PURPOSES : [name]));
}
