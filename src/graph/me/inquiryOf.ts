import type { Organisation, Policy, Rule } from '../../policy/policy.js';
import { PRIVACY_CONTACT } from '../../policy/privacyContact.js';
import type { Language } from '../../policy/reasons/chooseLanguage.js';
import { purposeText } from '../../policy/reasons/policyWords.js';
import { DATA_CATEGORIES, PURPOSES, type Purpose, type SubjectKind } from '../../policy/vocabulary.js';
import type { Inquiry, InquiryRecipient, InquirySource } from './Inquiry.js';
import { sourcesOf } from './sourcesOf.js';

const SOURCE_WORDS = {
  club: {
    en: 'The Club: what was said at the registration, and what happens in classes.',
    ja: 'クラブ:登録時にお知らせいただいた内容と、教室でのご利用状況',
  },
  coop: {
    en: 'The co-op: membership, purchases, employment, dealings with suppliers.',
    ja: '生協:組合員登録、購買、雇用、お取引に関する情報',
  },
  broadcaster: {
    en: 'The broadcaster: entries in campaigns, classes held.',
    ja: '放送局:キャンペーンへのご応募、担当した教室',
  },
} as const;

/** What the policy in force says of such a person, whoever it is. Pure. */
export function inquiryOf(policy: Policy, kind: SubjectKind, language: Language): Inquiry {
  const rules = policy.rules.filter(
    (rule) => rule.effect === 'PERMIT' && isAbout(rule, kind) && gives(rule).length > 0,
  );
  const named = rules.filter(({ purposes }) => purposes.length < PURPOSES.length);
  return {
    policyVersion: policy.version,
    purposes: purposesOf(named).map((purpose) => ({
      purpose,
      words: purposeText(purpose, language),
      clauses: [
        ...new Set(named.filter(({ purposes }) => purposes.includes(purpose)).flatMap(({ clauses }) => clauses)),
      ],
    })),
    sources: sourcesOf(kind).map((source): InquirySource => ({ source, words: SOURCE_WORDS[source][language] })),
    recipients: Object.values(policy.organisations).flatMap((organisation) => recipientOf(organisation, rules)),
    contact: PRIVACY_CONTACT,
  };
}

function isAbout({ subjects }: Rule, kind: SubjectKind): boolean {
  return subjects === 'ANY' || subjects.includes(kind);
}

function gives({ single }: Rule) {
  return DATA_CATEGORIES.filter((category) => single[category].length > 0);
}

function purposesOf(rules: readonly Rule[]): readonly Purpose[] {
  return PURPOSES.filter((purpose) => rules.some(({ purposes }) => purposes.includes(purpose)));
}

function recipientOf(organisation: Organisation, rules: readonly Rule[]): InquiryRecipient[] {
  const { code, name, recipientClasses } = organisation;
  const own = rules.filter(
    (rule) => rule.recipientClasses !== 'ANY' && rule.recipientClasses.some((each) => recipientClasses.includes(each)),
  );
  const categories = DATA_CATEGORIES.filter((category) => own.some((rule) => gives(rule).includes(category)));
  if (categories.length === 0) return [];
  return [{ organisation: code, name, recipientClasses, purposes: purposesOf(own), categories }];
}
