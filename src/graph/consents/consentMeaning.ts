import type { Policy } from '../../policy/policy.js';
import type { Language } from '../../policy/reasons/chooseLanguage.js';
import { categoryText, purposeText } from '../../policy/reasons/policyWords.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';

export interface Meant {
  readonly on: boolean;
  readonly counts: boolean;
  readonly policy: Policy;
  readonly language: Language;
}

/** What a word on consent means, in a sentence of the language that the reader reads; and why a yes doesn't count now. */
export function consentMeaning(consent: RegisteredConsent, meant: Meant): string {
  const { policy, language, on } = meant;
  const { categories, textVersion, validUntil } = consent;
  const recipient = policy.organisations[consent.recipient]?.name ?? consent.recipient;
  const purpose = purposeText(consent.purpose, language);
  const items = categories.map((category) => categoryText(category, language)).join(language === 'ja' ? '、' : ', ');
  const idle = idleBecause(consent, meant);
  if (language === 'ja') {
    const until = validUntil === null ? '撤回されるまで' : `${validUntil}まで`;
    return `${recipient}が「${purpose}」のために${items === '' ? 'すべての項目' : items}を受け取ることに${on ? '同意しています' : '同意していません'}。期間:${on ? until : '―'}。説明文の版:${textVersion}。${idle}`;
  }
  const until = validUntil === null ? 'until it is withdrawn' : `until ${validUntil}`;
  const what = items === '' ? 'any item' : items;
  return on
    ? `${recipient} may receive ${what} for ${purpose}, ${until}. Text version ${textVersion}.${idle}`
    : `${recipient} may not receive ${what} for ${purpose}. Text version ${textVersion}.${idle}`;
}

function idleBecause(consent: RegisteredConsent, { on, counts, language }: Meant): string {
  if (isYes(consent) && !on)
    return language === 'ja' ? '期間は終わりました。' : ` It ended on ${consent.validUntil ?? ''}.`;
  if (!on || counts) return '';
  return language === 'ja'
    ? 'ただし、現在は効力がありません。ほかの方の「同意しない」という回答があるか、年齢やつながりにより回答できる方が異なります。'
    : " It does not count now: there is a no of somebody else, or by age or link another's word is needed.";
}

export function isYes({ state }: Pick<RegisteredConsent, 'state'>): boolean {
  return state === 'GIVEN' || state === 'RENEWED';
}

/** Its last day has gone by. */
export function hasEnded({ validUntil }: Pick<RegisteredConsent, 'validUntil'>, today: string): boolean {
  return validUntil !== null && validUntil < today;
}
