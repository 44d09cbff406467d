import { dateOf } from './calendar.js';
import { CATEGORIES, PRODUCTS, SHOPS } from './catalogue.js';
import { members } from './member.js';
import { mailAddress, officeNumber, personCells, PERSON_COLUMNS } from './person.js';
import { purchases } from './purchases.js';
import { randomFor } from './random.js';
import type { DemoTable } from './table.js';
import type { World } from './world.js';

const NAME_COLUMNS = ['family_name', 'given_name', 'family_kana', 'given_kana'] as const;
const SUPPLIERS = 40;

/** Referenced tables first. */
export const COOP_TABLES: readonly DemoTable[] = [
  {
    name: 'shops',
    columns: ['id', 'name', 'municipality_code', 'area'],
    rows: () => SHOPS.map((shop) => [shop.id, shop.name, shop.municipalityCode, shop.area]),
  },
  {
    name: 'product_categories',
    columns: ['id', 'code', 'name'],
    rows: () => CATEGORIES.map((category, index) => [index + 1, category.code, category.name]),
  },
  {
    name: 'products',
    columns: ['id', 'category_id', 'name', 'list_price'],
    rows: () => PRODUCTS.map((product) => [product.id, product.category + 1, product.name, product.price]),
  },
  {
    name: 'members',
    columns: ['id', 'member_code', ...PERSON_COLUMNS, 'is_employee', 'joined_on', 'deceased_on'],
    rows: memberRows,
  },
  {
    name: 'purchases',
    columns: ['id', 'member_id', 'shop_id', 'product_id', 'receipt_number', 'purchased_on', 'quantity', 'amount'],
    rows: purchases,
  },
  { name: 'suppliers', columns: ['id', 'name', 'corporate_number'], rows: supplierRows },
  { name: 'supplier_contacts', columns: ['id', 'supplier_id', ...NAME_COLUMNS, 'phone', 'email'], rows: contactRows },
  {
    name: 'employees',
    columns: ['id', 'member_id', 'employee_number', ...NAME_COLUMNS, 'department', 'phone', 'email'],
    rows: employeeRows,
  },
];

function* memberRows(world: World) {
  for (const member of members(world)) {
    const deceasedOn = member.deceasedOn === null ? null : dateOf(member.deceasedOn);
    yield [member.id, member.code, ...personCells(member), member.isEmployee, dateOf(member.joinedOn), deceasedOn];
  }
}

function* supplierRows(world: World) {
  for (let id = 1; id <= SUPPLIERS; id += 1) {
    const random = randomFor(world.seed, 'supplier', id);
    const name = `${world.names.family(random).kanji}${random.pick(['食品', '水産', '製菓', '農園', '乳業', '物流'])}株式会社`;
    // A real 法人番号 never begins with 0.
    yield [id, name, `0${String(4_000_000 + id * 7_919).padStart(12, '0')}`];
  }
}

function* contactRows(world: World) {
  for (let id = 1; id <= SUPPLIERS * 2; id += 1) {
    const random = randomFor(world.seed, 'supplier contact', id);
    const { family, given } = drawName(world, random);
    const email = mailAddress(random, family, given, 'supplier.example.jp');
    yield [id, Math.ceil(id / 2), family.kanji, given.kanji, family.kana, given.kana, officeNumber(random), email];
  }
}

/** Members who work for the co-op, and twenty officers who are no members. */
function* employeeRows(world: World) {
  let id = 0;
  for (const member of members(world)) {
    if (!member.isEmployee) continue;
    id += 1;
    yield employeeRow(world, { id, memberId: member.id, family: member.family, given: member.given });
  }
  for (let officer = 0; officer < 20; officer += 1) {
    id += 1;
    yield employeeRow(world, { id, memberId: null, ...drawName(world, randomFor(world.seed, 'officer', officer)) });
  }
}

interface NewEmployee extends ReturnType<typeof drawName> {
  readonly id: number;
  readonly memberId: number | null;
}

function employeeRow(world: World, { id, memberId, family, given }: NewEmployee) {
  const random = randomFor(world.seed, 'employee', id);
  const department = random.pick(['店舗運営', '宅配', '組合員活動', '総務', '情報システム', '商品']);
  const email = mailAddress(random, family, given, 'coop.example.jp');
  const number = `E${String(id).padStart(6, '0')}`;
  return [
    id,
    memberId,
    number,
    family.kanji,
    given.kanji,
    family.kana,
    given.kana,
    department,
    officeNumber(random),
    email,
  ];
}

function drawName(world: World, random: ReturnType<typeof randomFor>) {
  const family = world.names.family(random);
  return { family, given: world.names.given(random, random.chance(0.45) ? 'FEMALE' : 'MALE', 'PARENT') };
}
