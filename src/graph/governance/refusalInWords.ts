import type { Language } from '../../policy/reasons/chooseLanguage.js';
import { reasonText } from '../../policy/reasons/reasonText.js';
import type { GovernanceRefusal } from './governanceRefusal.js';

type Sentences = Readonly<Record<string, string>>;

/** Where governance says something else than rows do. */
const OWN: Readonly<Record<Language, Sentences>> = {
  en: {
    NOT_ACCOUNTABLE_PARTY: 'It is kept by the accountable company.',
    MFA_REQUIRED: 'Sign in with a second factor.',
    NO_PRIVACY_MANAGER: 'It is for the privacy manager in office, or a deputy.',
    NO_DEPT_MANAGER: 'It is for the manager in office of a department, and for who works in a department that has one.',
  },
  ja: {
    NOT_ACCOUNTABLE_PARTY: '責任を負う会社が管理しています。',
    MFA_REQUIRED: '二要素認証でサインインしてください。',
    NO_PRIVACY_MANAGER: '在任中の個人情報保護管理者又はその代理者だけが行えます。',
    NO_DEPT_MANAGER: '在任中の部門管理者、又は管理者のいる部門に属する者だけが行えます。',
  },
};

/** `TRAINING_EXPIRED: Mutation.recordContract is closed. Your training … (A9-4a)` */
export function refusalInWords(coordinate: string, { reason, clauses }: GovernanceRefusal, language: Language): string {
  const sentence = OWN[language][reason] ?? reasonText(reason, language);
  return `${reason}: ${coordinate} is closed. ${sentence} (${clauses.join(', ')})`;
}
