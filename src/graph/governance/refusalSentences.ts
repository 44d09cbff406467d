import type { Language } from '../../policy/reasons/chooseLanguage.js';
import { reasonText } from '../../policy/reasons/reasonText.js';

type Sentences = Readonly<Record<string, string>>;

/** Rules of registers and of the page that are no reasons of decisions, and those of which more fits what is asked for here. */
const ENGLISH = {
  NOT_ACCOUNTABLE_PARTY: 'It is kept by the accountable company.',
  ACCOUNTABLE_PARTY: 'The accountable company stays on the list.',
  MFA_REQUIRED: 'Sign in with a second factor.',
  SIGN_IN_AGAIN: 'For this, sign in again now.',
  NO_PRIVACY_MANAGER: 'It is for the privacy manager in office, or a deputy.',
  NO_DEPT_MANAGER: 'It is for the manager in office of a department, and for who works in a department that has one.',
  OTHER_DEPARTMENT: 'A department manager decides about their own department only.',
  AUDITOR_NOT_INDEPENDENT: 'Nobody audits their own work, or that of their own department.',
  AT_THE_DESK: 'Below the age of 16 a guardian asks for this, or the consultation desk helps.',
  NOT_ADVERTISED_TO: 'The Club sends advertising to guardians and children only.',
  DECEASED: 'Of a person who has died the consultation desk hears the heirs.',
  EXPIRED: 'The consent was until a day that is over; it can be renewed.',
  WITHOUT_GROUNDS: 'Of a person under 16 this is not refused for the hindrance that it would be.',
  NOT_VERIFIED: 'It is not confirmed yet who asks.',
  NOT_ANSWERED: 'A request ends with its answer.',
  NOT_DONE: 'What the answer grants is not done yet.',
  NOT_WITHDRAWN: 'Only the person who asked can take a request back.',
  TOLD_ALREADY: 'It is on record already that the answer was told.',
  FEE_NOT_ALLOWED: 'This is free of charge.',
  FEE_ABOVE_COST: 'A fee is at most what the work really costs.',
  FEE_NOT_APPROVED: 'No manager has agreed to the fee yet.',
  FEE_NOT_ACCEPTED: 'The work starts once the requester has agreed to the fee.',
  LEGAL_HOLD: 'It is kept for a legal duty, and erased when that ends; until then it is not used.',
  NOT_YOUR_FLAG: 'This mark is not set or lifted by hand in your role.',
  NOT_YOUR_NOTICE: 'Only the privacy manager decides that a person is not told.',
  NOTICE_PROHIBITED: 'The person may not be told of this.',
  NOT_A_RECIPIENT: 'This organisation is no recipient that can be suspended.',
  BREAK_GLASS_OTHER: 'An emergency is ended by the person for whom it was opened, or by the accountable company.',
  BREAK_GLASS_UNREVIEWED: 'An earlier emergency has to be reviewed first.',
  BREAK_GLASS_UNJUSTIFIED: 'An earlier emergency was found not to be justified, and awaits what follows from that.',
  FINDING_STANDS: 'A finding of an audit is not rewritten; it gets an outcome.',
  FINDING_WITHOUT_OUTCOME: 'A finding is closed by a change, or by reasons why there is none.',
  CORRECTION_STANDS: 'A corrective action is corrected and verified, not rewritten.',
  CLOSED_WITHOUT_EVIDENCE: 'Each corrective action needs its verification and evidence first.',
} as const satisfies Sentences;

const JAPANESE: Readonly<Record<keyof typeof ENGLISH, string>> = {
  NOT_ACCOUNTABLE_PARTY: '責任を負う会社が管理しています。',
  ACCOUNTABLE_PARTY: '責任を負う会社を一覧から外すことはできません。',
  MFA_REQUIRED: '二要素認証でサインインしてください。',
  SIGN_IN_AGAIN: 'この操作には、いま一度サインインしてください。',
  NO_PRIVACY_MANAGER: '在任中の個人情報保護管理者又はその代理者だけが行えます。',
  NO_DEPT_MANAGER: '在任中の部門管理者、又は管理者のいる部門に属する者だけが行えます。',
  OTHER_DEPARTMENT: '部門管理者は、自分の部門のことだけを決められます。',
  AUDITOR_NOT_INDEPENDENT: '自分の業務や自分の部門を監査することはできません。',
  AT_THE_DESK: '16歳未満の方は、保護者の方から、または相談窓口でお申し出ください。',
  NOT_ADVERTISED_TO: 'クラブからのご案内は、保護者とお子さまだけが対象です。',
  DECEASED: '亡くなられた方については、相談窓口でご遺族からのお申し出を承ります。',
  EXPIRED: '同意の期間は終わりました。更新することができます。',
  WITHOUT_GROUNDS: '16歳未満の方については、業務に支障があることを理由に断ることはできません。',
  NOT_VERIFIED: 'お申し出の方のご本人確認が済んでいません。',
  NOT_ANSWERED: '請求は、回答によって終わります。',
  NOT_DONE: '回答で認める内容が、まだ実施されていません。',
  NOT_WITHDRAWN: '請求を取り下げられるのは、請求した方だけです。',
  TOLD_ALREADY: '回答を伝えたことは、すでに記録されています。',
  FEE_NOT_ALLOWED: 'この手続きは無料です。',
  FEE_ABOVE_COST: '手数料は、実際にかかる費用を超えられません。',
  FEE_NOT_APPROVED: '手数料について、管理者の承認がまだありません。',
  FEE_NOT_ACCEPTED: '手数料にご同意いただいてから、作業を始めます。',
  LEGAL_HOLD: '法令上の義務により保存しています。義務が終わりしだい消去し、それまでは利用しません。',
  NOT_YOUR_FLAG: 'この表示は、あなたの役割では付けたり外したりできません。',
  NOT_YOUR_NOTICE: '本人に通知しないことを決められるのは、個人情報保護管理者だけです。',
  NOTICE_PROHIBITED: 'このことを本人に通知することはできません。',
  NOT_A_RECIPIENT: 'この組織は、提供を停止できる提供先ではありません。',
  BREAK_GLASS_OTHER: '緊急時の対応を終えられるのは、その対応者か、責任を負う会社です。',
  BREAK_GLASS_UNREVIEWED: '以前の緊急時の対応の事後確認が、まだ済んでいません。',
  BREAK_GLASS_UNJUSTIFIED: '以前の緊急時の対応は正当と認められず、その後の措置が済んでいません。',
  FINDING_STANDS: '監査の指摘は書き換えません。結果を記録してください。',
  FINDING_WITHOUT_OUTCOME: '指摘は、変更によって、または変更しない理由を示して完了します。',
  CORRECTION_STANDS: '是正措置は書き換えません。是正して確認してください。',
  CLOSED_WITHOUT_EVIDENCE: '是正措置ごとに、根拠と確認が先に必要です。',
};

const OWN: Readonly<Record<Language, Sentences>> = { en: ENGLISH, ja: JAPANESE };

/** Why something is refused, in one sentence of the reader's language; null: a code that is in no catalogue. */
export function refusalSentence(code: string, language: Language): string | null {
  const own = Object.hasOwn(OWN[language], code) ? OWN[language][code] : undefined;
  if (own !== undefined) return own;
  const text = reasonText(code, language);
  return text === code ? null : text;
}
