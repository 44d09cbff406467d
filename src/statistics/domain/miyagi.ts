/** A municipality of Miyagi (Sendai: its wards), as a public fact. */
export interface Municipality {
  /** JIS X 0402 code with prefecture, five digits. */
  readonly code: string;
  readonly name: string;
  /** Inhabitants, national census of 2020. */
  readonly population: number;
}

/**
 * Population, 2020 census (令和2年国勢調査). The figures of the wards Miyagino and Wakabayashi are preliminary, and single figures may be
 * off by a few persons; only their place against 2,000 and 25,000 matters, and none is near.
 */
export const MIYAGI: readonly Municipality[] = [
  { code: '04101', name: '仙台市青葉区', population: 311_590 },
  { code: '04102', name: '仙台市宮城野区', population: 196_813 },
  { code: '04103', name: '仙台市若林区', population: 141_531 },
  { code: '04104', name: '仙台市太白区', population: 234_758 },
  { code: '04105', name: '仙台市泉区', population: 212_149 },
  { code: '04202', name: '石巻市', population: 140_151 },
  { code: '04203', name: '塩竈市', population: 52_203 },
  { code: '04205', name: '気仙沼市', population: 61_147 },
  { code: '04206', name: '白石市', population: 32_758 },
  { code: '04207', name: '名取市', population: 78_718 },
  { code: '04208', name: '角田市', population: 27_976 },
  { code: '04209', name: '多賀城市', population: 62_827 },
  { code: '04211', name: '岩沼市', population: 44_068 },
  { code: '04212', name: '登米市', population: 76_037 },
  { code: '04213', name: '栗原市', population: 64_637 },
  { code: '04214', name: '東松島市', population: 39_098 },
  { code: '04215', name: '大崎市', population: 127_330 },
  { code: '04216', name: '富谷市', population: 51_651 },
  { code: '04301', name: '蔵王町', population: 11_418 },
  { code: '04302', name: '七ヶ宿町', population: 1_262 },
  { code: '04321', name: '大河原町', population: 23_571 },
  { code: '04322', name: '村田町', population: 10_666 },
  { code: '04323', name: '柴田町', population: 38_271 },
  { code: '04324', name: '川崎町', population: 8_345 },
  { code: '04341', name: '丸森町', population: 12_262 },
  { code: '04361', name: '亘理町', population: 33_087 },
  { code: '04362', name: '山元町', population: 12_046 },
  { code: '04401', name: '松島町', population: 13_323 },
  { code: '04404', name: '七ヶ浜町', population: 18_132 },
  { code: '04406', name: '利府町', population: 35_182 },
  { code: '04421', name: '大和町', population: 28_786 },
  { code: '04422', name: '大郷町', population: 7_813 },
  { code: '04424', name: '大衡村', population: 5_849 },
  { code: '04444', name: '色麻町', population: 6_698 },
  { code: '04445', name: '加美町', population: 21_943 },
  { code: '04501', name: '涌谷町', population: 15_388 },
  { code: '04505', name: '美里町', population: 23_994 },
  { code: '04581', name: '女川町', population: 6_430 },
  { code: '04606', name: '南三陸町', population: 12_225 },
];
