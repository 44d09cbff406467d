const SYLLABLES = `
アa イi ウu エe オo カka キki クku ケke コko サsa シshi スsu セse ソso タta チchi ツtsu テte トto ナna ニni ヌnu ネne ノno
ハha ヒhi フfu ヘhe ホho マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヲo ンn
ガga ギgi グgu ゲge ゴgo ザza ジji ズzu ゼze ゾzo ダda ヂji ヅzu デde ドdo バba ビbi ブbu ベbe ボbo パpa ピpi プpu ペpe ポpo
キャkya キュkyu キョkyo シャsha シュshu ショsho チャcha チュchu チョcho ニャnya ニュnyu ニョnyo ヒャhya ヒュhyu ヒョhyo
ミャmya ミュmyu ミョmyo リャrya リュryu リョryo ギャgya ギュgyu ギョgyo ジャja ジュju ジョjo ビャbya ビュbyu ビョbyo`;

const TABLE: ReadonlyMap<string, string> = new Map(
  SYLLABLES.trim()
    .split(/\s+/)
    .map((entry) => {
      const kana = entry.replace(/[a-z]/g, '');
      return [kana, entry.slice(kana.length)] as const;
    }),
);

/** Hepburn, long vowels left out as people do in mail addresses: サトウ gives `sato`, ユウコ gives `yuko`. */
export function romaji(kana: string): string {
  let text = '';
  for (let position = 0; position < kana.length;) {
    const pair = TABLE.get(kana.slice(position, position + 2));
    const length = pair === undefined || kana.length < position + 2 ? 1 : 2;
    text += kana[position] === 'ッ' ? '' : (pair ?? TABLE.get(kana[position] ?? '') ?? '');
    position += pair === undefined ? 1 : length;
  }
  return text.replace(/o[ou]/g, 'o').replace(/uu/g, 'u');
}
