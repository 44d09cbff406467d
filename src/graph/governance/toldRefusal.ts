import { NorenError } from '../../errors.js';
import type { Policy } from '../../policy/policy.js';
import type { Language } from '../../policy/reasons/chooseLanguage.js';
import { refusalSentence } from './refusalSentences.js';

/**
 * A refusal as its reader is told it: the code of the rule, the clauses that its message names, and its sentence in the reader's language.
 * Whatever else was thrown stays as it is.
 */
export function toldRefusal(error: unknown, policy: Policy, language: Language): unknown {
  if (!(error instanceof NorenError) || error.code !== 'REFUSED') return error;
  const { message, details } = error;
  const reason = details['reason'] ?? /^([A-Z][A-Z_]+): /.exec(message)?.[1];
  if (typeof reason !== 'string') return error;
  const clauses = details['clauses'] ?? clausesIn(message, policy);
  const sentence = refusalSentence(reason, language);
  const inWords = sentence === null ? {} : { sentence };
  return new NorenError('REFUSED', message, { ...details, reason, clauses, ...inWords }, { cause: error });
}

function clausesIn(message: string, { clauses }: Policy): readonly string[] {
  const words = message.split(/[\s,]+/).map((word) => word.replace(/^\(+/, '').replace(/[).,:;]+$/, ''));
  return [...new Set(words.filter((word) => Object.hasOwn(clauses, word)))];
}
