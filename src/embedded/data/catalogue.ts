import { randomFor } from './random.js';

export interface Category {
  readonly code: string;
  readonly name: string;
  /** Yen of a typical product. */
  readonly price: number;
  /** Relative demand from January to December. */
  readonly season: readonly number[];
  readonly products: readonly string[];
}

const FLAT = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.1];
const WARM = [0.5, 0.5, 0.7, 0.9, 1.1, 1.3, 1.7, 1.8, 1.3, 0.9, 0.6, 0.7];
const COLD = [1.6, 1.5, 1.2, 0.9, 0.7, 0.6, 0.5, 0.5, 0.8, 1.1, 1.4, 1.8];
const FEAST = [1.2, 0.9, 1, 0.9, 1, 0.9, 1, 1.3, 0.9, 0.9, 1, 2];

export const CATEGORIES: readonly Category[] = [
  category(
    'VEGETABLE',
    '野菜',
    198,
    FLAT,
    'キャベツ 大根 人参 玉ねぎ じゃがいも ほうれん草 小松菜 長ねぎ きゅうり トマト なす 白菜',
  ),
  category('FRUIT', '果物', 398, WARM, 'りんご バナナ みかん ぶどう いちご もも 梨 キウイ さくらんぼ すいか'),
  category(
    'MEAT',
    '肉',
    598,
    FEAST,
    '豚こま 鶏もも 鶏むね 牛切り落とし 合いびき肉 豚ロース ベーコン ウインナー 牛たん',
  ),
  category('FISH', '魚介', 548, FEAST, '銀さけ さば ほたて わかめ かき さんま まぐろ かつお しらす たら'),
  category(
    'DAIRY',
    '牛乳・卵・乳製品',
    248,
    FLAT,
    '牛乳 ヨーグルト 卵 バター チーズ 生クリーム 低脂肪乳 飲むヨーグルト',
  ),
  category(
    'RICE',
    '米・パン・めん',
    780,
    FLAT,
    'ひとめぼれ ササニシキ 食パン うどん そば 中華めん スパゲッティ ロールパン つや姫 もち',
  ),
  category(
    'SEASONING',
    '調味料',
    328,
    COLD,
    'しょうゆ みそ 仙台みそ 砂糖 食塩 サラダ油 マヨネーズ ケチャップ カレールウ だし',
  ),
  category(
    'FROZEN',
    '冷凍食品',
    398,
    FLAT,
    'ぎょうざ から揚げ ピラフ コロッケ 枝豆 たこ焼き ハンバーグ ブロッコリー 今川焼',
  ),
  category(
    'SWEETS',
    '菓子',
    218,
    FEAST,
    'せんべい チョコレート ビスケット プリン ゼリー ずんだ餅 ポテトチップス ようかん クッキー',
  ),
  category('DRINK', '飲料', 168, WARM, '麦茶 緑茶 りんごジュース 炭酸水 スポーツ飲料 コーヒー 紅茶 豆乳 天然水'),
  category(
    'HOUSEHOLD',
    '日用品',
    498,
    FLAT,
    '洗濯洗剤 台所洗剤 トイレットペーパー ティッシュ 歯ブラシ シャンプー 石けん ラップ 電池',
  ),
  category('CHILD', '子ども用品', 880, FLAT, '色えんぴつ ノート 絵本 紙おむつ 水筒 上ばき なわとび 折り紙 学習ドリル'),
];

const KINDS = ['', '国産', 'コープ', '東北の', '徳用', 'お試し', '有機', 'まとめ買い'] as const;

export interface Product {
  readonly id: number;
  readonly category: number;
  readonly name: string;
  readonly price: number;
}

/** Some 700 products; the key says nothing about how well one sells. */
export const PRODUCTS: readonly Product[] = CATEGORIES.flatMap((group, category) =>
  group.products.flatMap((name) => KINDS.map((kind) => ({ category, name: `${kind}${name}`, price: group.price }))),
).map((product, index) => {
  const random = randomFor(7, 'product', index);
  return { ...product, id: index + 1, price: Math.round((product.price * (0.5 + 1.5 * random.next())) / 10) * 10 - 2 };
});

export interface Shop {
  readonly id: number;
  readonly name: string;
  readonly municipalityCode: string;
  readonly area: string;
}

export const SHOPS: readonly Shop[] = (
  [
    ['台原店', '04101', '仙台'],
    ['国見ヶ丘店', '04101', '仙台'],
    ['愛子店', '04101', '仙台'],
    ['幸町店', '04102', '仙台'],
    ['岩切店', '04102', '仙台'],
    ['高砂店', '04102', '仙台'],
    ['荒井店', '04103', '仙台'],
    ['沖野店', '04103', '仙台'],
    ['西多賀店', '04104', '仙台'],
    ['柳生店', '04104', '仙台'],
    ['富沢店', '04104', '仙台'],
    ['寺岡店', '04105', '仙台'],
    ['加茂店', '04105', '仙台'],
    ['高森店', '04105', '仙台'],
    ['蛇田店', '04202', '石巻'],
    ['塩釜店', '04203', '塩釜'],
    ['気仙沼店', '04205', '気仙沼'],
    ['白石店', '04206', '仙南'],
    ['名取店', '04207', '名取'],
    ['多賀城店', '04209', '塩釜'],
    ['岩沼店', '04211', '名取'],
    ['佐沼店', '04212', '登米'],
    ['築館店', '04213', '栗原'],
    ['矢本店', '04214', '石巻'],
    ['古川店', '04215', '大崎'],
    ['富谷店', '04216', '黒川'],
    ['大河原店', '04321', '仙南'],
    ['亘理店', '04361', '名取'],
    ['利府店', '04406', '塩釜'],
    ['宅配センター', '04105', '宅配'],
  ] as const
).map(([name, municipalityCode, area], index) => ({ id: index + 1, name, municipalityCode, area }));

/** The delivery service, from which a third of everything is bought. */
export const DELIVERY_SHOP = SHOPS.length;

function category(code: string, name: string, price: number, season: readonly number[], products: string): Category {
  return { code, name, price, season, products: products.split(' ') };
}
