import { NorenError } from '../../errors.js';
import type { Policy } from '../../policy/policy.js';
import type { Language } from '../../policy/reasons/chooseLanguage.js';
import { reasonText } from '../../policy/reasons/reasonText.js';

/**
 * A refusal as its reader is told it: the code of the rule, the clauses that its message names, and the sentence of the catalogue in the
 * reader's language. A rule that is no reason of decisions has no such sentence, and is told by its message alone. Whatever else was thrown
 * stays as it is.
 */
export function toldRefusal(error: unknown, policy: Policy, language: Language): unknown {
  if (!(error instanceof NorenError) || error.code !== 'REFUSED') return error;
  const { message, details } = error;
  const reason = details['reason'] ?? /^([A-Z][A-Z_]+): /.exec(message)?.[1];
  if (typeof reason !== 'string') return error;
  const clauses = details['clauses'] ?? clausesIn(message, policy);
  const sentence = reasonText(reason, language);
  const inWords = sentence === reason ? {} : { sentence };
  return new NorenError('REFUSED', message, { ...details, reason, clauses, ...inWords }, { cause: error });
}

function clausesIn(message: string, { clauses }: Policy): readonly string[] {
  const words = message.split(/[\s,]+/).map((word) => word.replace(/^\(+/, '').replace(/[).,:;]+$/, ''));
  return [...new Set(words.filter((word) => Object.hasOwn(clauses, word)))];
}
