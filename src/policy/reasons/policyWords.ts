import type { DataCategory, Purpose } from '../vocabulary.js';
import type { Language } from './chooseLanguage.js';

const PURPOSES: Readonly<Record<Language, Readonly<Record<Purpose, string>>>> = {
  en: {
    CLUB_OPERATION: 'running the Club',
    BENEFICIAL_INFORMATION: 'sending information that the Club judges useful to the child or guardian',
    MATERIAL_CHANGE_NOTICE: 'telling of matters that markedly affect the Club',
    CONSENT_REQUEST: 'asking for consent',
    AGGREGATE_ANALYSIS: 'totalling and analysing registration data',
    ANONYMISED_DISCLOSURE: 'handing out results that identify nobody',
    CONSENTED_DISCLOSURE: 'providing the data to somebody else with your consent',
    REQUESTED_SERVICE: 'a service that you asked for',
    LEGAL_OBLIGATION: 'duties under laws and ordinances',
    VITAL_OR_PROPERTY_PROTECTION: 'protecting life, body or property',
    SERVICE_PROTECTION: 'protecting the service',
    PUBLIC_HEALTH: 'public health',
    CHILD_WELFARE: 'the sound upbringing of children',
    DATA_SUBJECT_RIGHTS: 'answering the persons whose data they are',
    INTERNAL_AUDIT: 'internal audits',
    GOVERNANCE: 'the management of protection',
    TRAINING: 'training, on synthetic data only',
  },
  ja: {
    CLUB_OPERATION: 'クラブの運営',
    BENEFICIAL_INFORMATION: 'お子様・保護者様に有益とクラブが判断した情報のお届け',
    MATERIAL_CHANGE_NOTICE: 'クラブに著しい影響を及ぼす事項のご連絡',
    CONSENT_REQUEST: '同意をお願いするためのご連絡',
    AGGREGATE_ANALYSIS: '登録情報の集計・分析',
    ANONYMISED_DISCLOSURE: '個人を識別できない形での集計結果の提供',
    CONSENTED_DISCLOSURE: '同意に基づく第三者への提供',
    REQUESTED_SERVICE: 'ご希望のサービスの提供',
    LEGAL_OBLIGATION: '法令に基づく対応',
    VITAL_OR_PROPERTY_PROTECTION: '生命・身体・財産の保護',
    SERVICE_PROTECTION: 'サービスの保護',
    PUBLIC_HEALTH: '公衆衛生の向上',
    CHILD_WELFARE: '児童の健全な育成の推進',
    DATA_SUBJECT_RIGHTS: 'ご本人からの請求への対応',
    INTERNAL_AUDIT: '内部監査',
    GOVERNANCE: '個人情報保護の管理',
    TRAINING: '研修(架空のデータのみ)',
  },
};

const CATEGORIES: Readonly<Record<Language, Readonly<Record<DataCategory, string>>>> = {
  en: {
    NAME: 'name',
    MEMBER_CODE: 'member code',
    SEX: 'sex',
    BIRTH_DATE: 'date of birth',
    ADDRESS: 'address',
    PHONE: 'telephone number',
    EMAIL: 'e-mail address',
    PURCHASE_HISTORY: 'purchase history',
    UNLISTED: 'enrolments and the like',
  },
  ja: {
    NAME: '氏名',
    MEMBER_CODE: 'メンバー(組合員)コード',
    SEX: '性別',
    BIRTH_DATE: '生年月日',
    ADDRESS: '住所',
    PHONE: '電話番号',
    EMAIL: 'メールアドレス',
    PURCHASE_HISTORY: '購買履歴',
    UNLISTED: '受講状況など',
  },
};

/** What a purpose is, as a phrase. */
export function purposeText(purpose: Purpose, language: Language): string {
  return PURPOSES[language][purpose];
}

export function categoryText(category: DataCategory, language: Language): string {
  return CATEGORIES[language][category];
}
