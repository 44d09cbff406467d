import { dateOf, monthOf } from './calendar.js';
import { CATEGORIES, DELIVERY_SHOP, PRODUCTS, SHOPS } from './catalogue.js';
import { type Member, members } from './member.js';
import { type Random, randomFor } from './random.js';
import { weightedIndex } from './weighted.js';
import type { World } from './world.js';

export type PurchaseRow = readonly [
  id: number,
  memberId: number,
  shopId: number,
  productId: number,
  receiptNumber: string,
  purchasedOn: string,
  quantity: number,
  amount: number,
];

const DAYS = 730;

/** Purchases by member, as many as the world says exactly, over the 24 months before today. */
export function* purchases(world: World): Generator<PurchaseRow> {
  const activities = Float64Array.from(members(world), (member) => member.activity);
  const total = activities.reduce((sum, activity) => sum + activity, 0);
  const shelf = makeShelf(world);
  const receipts = { count: 0 };
  let bought = 0;
  let id = 0;
  for (let member = 1; member <= world.members; member += 1) {
    bought += activities[member - 1] ?? 0;
    const due = Math.round((bought / total) * world.purchases) - id;
    for (const row of basket(world, shelf, { member, lines: due, receipts })) {
      id += 1;
      yield [id, ...row];
    }
  }
}

interface Shelf {
  readonly drawProduct: (random: Random) => number;
  /** Index = days before today. */
  readonly drawDaysAgo: (random: Random) => number;
  readonly dates: readonly string[];
  readonly months: readonly number[];
}

/** Products sell as 1 / rank (Zipf), the ranks being shuffled over the catalogue. */
function makeShelf(world: World): Shelf {
  const random = randomFor(world.seed, 'shelf');
  const ranks = PRODUCTS.map((_, index) => ({ index, key: random.next() })).sort((a, b) => a.key - b.key);
  const weights: number[] = [];
  ranks.forEach(({ index }, rank) => (weights[index] = 1 / (rank + 1)));
  const days = Array.from({ length: DAYS }, (_, ago) => world.today - 1 - ago);
  const months = days.map(monthOf);
  return {
    drawProduct: weightedIndex(weights),
    drawDaysAgo: weightedIndex(
      months.map((month, ago) => (month === 12 ? 1.3 : month === 8 ? 1.1 : 1) * weekend(days[ago])),
    ),
    dates: days.map(dateOf),
    months,
  };
}

function weekend(day = 0): number {
  return [6, 0].includes((day + 4) % 7) ? 1.5 : 1;
}

interface Buying {
  readonly member: Member['id'];
  readonly lines: number;
  readonly receipts: { count: number };
}

type Line = PurchaseRow extends readonly [number, ...infer Rest] ? Rest : never;

/** The lines of one member: receipts of one to eight lines, each on one day in one shop. */
function* basket(world: World, shelf: Shelf, buying: Buying): Generator<Line> {
  const random = randomFor(world.seed, 'purchases', buying.member);
  const home = random.integer(1, SHOPS.length);
  for (let left = buying.lines; left > 0;) {
    const size = Math.min(left, random.integer(1, 8));
    const ago = shelf.drawDaysAgo(random);
    const shop = random.chance(0.33) ? DELIVERY_SHOP : random.chance(0.9) ? home : random.integer(1, SHOPS.length);
    buying.receipts.count += 1;
    const receipt = `R${String(buying.receipts.count).padStart(9, '0')}`;
    for (let line = 0; line < size; line += 1) {
      const product = drawInSeason(shelf, random, shelf.months[ago] ?? 1);
      const quantity = random.chance(0.8) ? 1 : random.integer(2, 5);
      const price = random.chance(0.12) ? Math.floor(product.price * 0.8) : product.price;
      yield [buying.member, shop, product.id, receipt, shelf.dates[ago] ?? '', quantity, price * quantity];
    }
    left -= size;
  }
}

/** Rejection by the season of the category; 2 is the highest season there is. */
function drawInSeason(shelf: Shelf, random: Random, month: number) {
  for (;;) {
    const product = PRODUCTS[shelf.drawProduct(random)];
    if (product === undefined) throw new Error('The catalogue is empty.');
    if (random.next() * 2 < (CATEGORIES[product.category]?.season[month - 1] ?? 2)) return product;
  }
}
