import type { Language } from '../../policy/reasons/chooseLanguage.js';
import type { GovernanceRefusal } from './governanceRefusal.js';
import { refusalSentence } from './refusalSentences.js';

/** `TRAINING_EXPIRED: Mutation.recordContract is closed. Your training … (A9-4a)` */
export function refusalInWords(coordinate: string, { reason, clauses }: GovernanceRefusal, language: Language): string {
  return `${reason}: ${coordinate} is closed. ${refusalSentence(reason, language) ?? reason} (${clauses.join(', ')})`;
}
