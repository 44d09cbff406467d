import { REASON_CODES, type ReasonCode } from '../decision.js';
import type { Condition } from '../vocabulary.js';
import type { Language } from './chooseLanguage.js';
import { ENGLISH_NEEDS, ENGLISH_REASONS } from './english.js';
import { JAPANESE_NEEDS, JAPANESE_REASONS } from './japanese.js';

const REASONS: Readonly<Record<Language, Readonly<Record<ReasonCode, string>>>> = {
  en: ENGLISH_REASONS,
  ja: JAPANESE_REASONS,
};
const NEEDS: Readonly<Record<Language, Readonly<Record<Condition, string>>>> = {
  en: ENGLISH_NEEDS,
  ja: JAPANESE_NEEDS,
};

/** A reason code in one sentence or two; a code of no catalogue is returned as it is. */
export function reasonText(code: ReasonCode | (string & {}), language: Language): string {
  const known = REASON_CODES.find((each) => each === code);
  return known === undefined ? code : REASONS[language][known];
}

/** What a condition asks for, as a noun phrase: "a necessity ticket of the department manager". */
export function needText(condition: Condition, language: Language): string {
  return NEEDS[language][condition];
}
