import type { Policy } from '../../policy/policy.js';
import type { Language } from '../../policy/reasons/chooseLanguage.js';
import { categoryText, purposeText } from '../../policy/reasons/policyWords.js';
import type { RegisteredConsent } from '../../registry/consentRegister.js';

/** What a word on consent means, in a sentence of the language that the reader reads. */
export function consentMeaning(consent: RegisteredConsent, policy: Policy, language: Language): string {
  const { categories, textVersion, validUntil } = consent;
  const recipient = policy.organisations[consent.recipient]?.name ?? consent.recipient;
  const purpose = purposeText(consent.purpose, language);
  const items = categories.map((category) => categoryText(category, language)).join(language === 'ja' ? '、' : ', ');
  const said = isYes(consent);
  if (language === 'ja') {
    const until = validUntil === null ? '撤回されるまで' : `${validUntil}まで`;
    return `${recipient}が「${purpose}」のために${items === '' ? 'すべての項目' : items}を受け取ることに${said ? '同意しています' : '同意していません'}。期間:${said ? until : '―'}。説明文の版:${textVersion}。`;
  }
  const until = validUntil === null ? 'until it is withdrawn' : `until ${validUntil}`;
  const what = items === '' ? 'any item' : items;
  return said
    ? `${recipient} may receive ${what} for ${purpose}, ${until}. Text version ${textVersion}.`
    : `${recipient} may not receive ${what} for ${purpose}. Text version ${textVersion}.`;
}

export function isYes({ state }: Pick<RegisteredConsent, 'state'>): boolean {
  return state === 'GIVEN' || state === 'RENEWED';
}
