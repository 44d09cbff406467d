import type { StatisticsPolicy } from '../statisticsPolicy.js';
import type { SettingChange } from './compareSettings.js';

type Scale = 'LESS' | 'MORE';
type Numbers = Readonly<Record<string, number | string>>;

/** How many numbers may be bought, how exact they are, and from how few families on they are shown. */
export function compareStatistics(old: StatisticsPolicy, now: StatisticsPolicy): readonly SettingChange[] {
  const period = { MONTH: 3, QUARTER: 2, YEAR: 1 } as const;
  return [
    ...table('statistics.k', old.k, now.k, 'LESS'),
    ...table('statistics.price', pricesOf(old), pricesOf(now), 'LESS'),
    ...number('statistics.placeK', old.placeK, now.placeK, 'LESS'),
    ...number('statistics.maxCells', old.maxCells, now.maxCells, 'MORE'),
    ...table('statistics.budgets.recipientCap', old.budgets.recipientCap, now.budgets.recipientCap, 'MORE'),
    ...number('statistics.budgets.globalCap', old.budgets.globalCap, now.budgets.globalCap, 'MORE'),
    ...number('statistics.budgets.lifetimeCap', old.budgets.lifetimeCap, now.budgets.lifetimeCap, 'MORE'),
    ...number('statistics.budgets.delta', old.budgets.delta, now.budgets.delta, 'MORE'),
    // The same cap more often a year gives more.
    ...number('statistics.budgets.period', period[old.budgets.period], period[now.budgets.period], 'MORE'),
    ...reworded('statistics.model', modelOf(old), modelOf(now)),
    ...warned(old, now),
  ];
}

/** By it quotes warn; it gives and takes nothing. */
function warned(old: StatisticsPolicy, now: StatisticsPolicy): readonly SettingChange[] {
  const [from, to] = [old, now].map(({ expectedFamilies }) => `${expectedFamilies}`);
  if (from === to) return [];
  return [{ kind: 'REASON', setting: 'statistics.expectedFamilies', from: from ?? '', to: to ?? '' }];
}

function pricesOf({ sums, quantiles }: StatisticsPolicy): Numbers {
  return {
    ...Object.fromEntries(Object.entries(sums).map(([name, { price }]) => [name, price])),
    quantiles: quantiles.price,
  };
}

/** What can be asked, and how a family is bounded. A dimension without a category reveals UNLISTED: to leave its own out is to say another. */
function modelOf(policy: StatisticsPolicy): Readonly<Record<string, unknown>> {
  const { dimensions, topics, calendar, segments, amountUnit, coverage, quantiles, sums } = policy;
  const categories = Object.entries(sums).map(([name, { category }]) => [name, category]);
  const revealing = Object.entries(dimensions).map(([name, entry]) => [name, { category: 'UNLISTED', ...entry }]);
  const asked = { dimensions: Object.fromEntries(revealing) as unknown, topics, calendar, segments, amountUnit };
  return { ...asked, coverage, classes: quantiles.classes, categories };
}

function reworded(
  setting: string,
  old: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): readonly SettingChange[] {
  return Object.keys(now).flatMap((name) => {
    const [from, to] = [old[name], now[name]].map((part) => JSON.stringify(part));
    if (from === to) return [];
    const kind = isPart(now[name], old[name]) ? 'NARROWS' : 'WIDENS';
    return [{ kind, setting: `${setting}.${name}`, from: from ?? '', to: to ?? '' } as const];
  });
}

/** Whether all that the one says stands in the other as well. What says something else can be asked for something else. */
function isPart(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part) && Array.isArray(whole)) return part.every((each) => whole.some((one) => isPart(each, one)));
  if (!isTable(part) || !isTable(whole)) return part === whole;
  return Object.entries(part).every(([key, value]) => Object.hasOwn(whole, key) && isPart(value, whole[key]));
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function table(setting: string, old: Numbers, now: Numbers, widens: Scale): readonly SettingChange[] {
  const of = (numbers: Numbers, name: string): number | string => numbers[name] ?? numbers['default'] ?? 1;
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((name) =>
    number(`${setting}.${name}`, of(old, name), of(now, name), widens),
  );
}

function number(setting: string, old: number | string, now: number | string, widens: Scale): readonly SettingChange[] {
  if (Number(old) === Number(now)) return [];
  const less = Number(now) < Number(old);
  return [{ kind: less === (widens === 'LESS') ? 'WIDENS' : 'NARROWS', setting, from: String(old), to: String(now) }];
}
