import type { Language } from '../../policy/reasons/chooseLanguage.js';

interface Standing {
  readonly allowed: boolean;
  /** Somebody's latest word on the page is a yes. */
  readonly saidYes: boolean;
}

const MEANING = {
  en: {
    on: 'The Club, and whoever sends for the Club, may send advertising to this person; the marketing tool may choose the row, without name or address.',
    off: 'No advertising comes to this person, and the marketing tool sees no row of theirs.',
    idle: 'No advertising comes to this person: there is a yes, but below 16 a guardian has to say it, from 16 on the person, and a no outweighs it.',
  },
  ja: {
    on: 'クラブ、およびクラブに代わって送る者が、この方に広告をお送りすることがあります。マーケティングツールは、氏名や住所を見ずに送り先として選ぶことができます。',
    off: 'この方に広告は届きません。マーケティングツールにもこの方の行は表示されません。',
    idle: 'この方に広告は届きません。「受け取る」という回答がありますが、16歳未満は保護者、16歳以上はご本人の回答が必要で、「受け取らない」という回答が優先します。',
  },
} as const satisfies Record<Language, Record<'on' | 'off' | 'idle', string>>;

/** What the words on advertising come to, in a sentence. */
export function advertisingMeaning({ allowed, saidYes }: Standing, language: Language): string {
  const texts = MEANING[language];
  if (allowed) return texts.on;
  return saidYes ? texts.idle : texts.off;
}
