import type { DocumentPath, Problem } from './policyDocument.js';
import type { PolicyFile } from './policyFile.js';
import type { StatisticsPolicy, TopicPolicy } from './statisticsPolicy.js';

/** What the shape of the statistics section cannot say: order of numbers, and that its names fit together. */
export function checkStatistics({ statistics, purposes, organisations }: PolicyFile): readonly Problem[] {
  const { segments, quantiles, coverage } = statistics;
  return [
    ...checkBudgets(statistics),
    ...checkPrices(statistics),
    ...checkThresholds(statistics),
    ...checkRising(['segments'], segments),
    ...checkRising(['quantiles', 'classes'], quantiles.classes),
    ...problemWhen(quantiles.classes[0] !== 0, ['quantiles', 'classes'], 'the first class must begin at 0'),
    ...checkUnits(statistics),
    ...checkCalendar(statistics),
    ...problemWhen(
      !Object.hasOwn(purposes, coverage.purpose),
      ['coverage', 'purpose'],
      `"${coverage.purpose}" is no purpose`,
    ),
    ...problemWhen(
      !Object.hasOwn(organisations, coverage.recipient),
      ['coverage', 'recipient'],
      `"${coverage.recipient}" is no organisation`,
    ),
    ...Object.entries(statistics.topics).flatMap(([name, topic]) => checkTopic(name, topic)),
  ];
}

function problemWhen(wrong: boolean, path: DocumentPath, message: string): readonly Problem[] {
  return wrong ? [{ path: ['statistics', ...path], message }] : [];
}

function checkBudgets({ budgets }: StatisticsPolicy): readonly Problem[] {
  const { recipientCap, globalCap, lifetimeCap, delta } = budgets;
  const caps = Object.entries(recipientCap).flatMap(([name, cap]) =>
    problemWhen(
      Number(cap) > Number(globalCap),
      ['budgets', 'recipientCap', name],
      `${cap} is above the globalCap of ${globalCap}`,
    ),
  );
  return [
    ...caps,
    ...problemWhen(
      Number(globalCap) > Number(lifetimeCap),
      ['budgets', 'globalCap'],
      `${globalCap} is above the lifetimeCap of ${lifetimeCap}`,
    ),
    ...problemWhen(Number(delta) >= 1e-3, ['budgets', 'delta'], `${delta} is not below 1e-3`),
  ];
}

function checkPrices({ sums, quantiles, budgets }: StatisticsPolicy): readonly Problem[] {
  const cap = budgets.recipientCap.default;
  const judge = (path: DocumentPath, price: string): readonly Problem[] => [
    ...problemWhen(Number(price) > Number(cap), path, `${price} is above the recipientCap of ${cap}`),
    ...problemWhen(Number(price) === 0, path, 'a price of 0 would need noise without end'),
  ];
  return [
    ...Object.entries(sums).flatMap(([name, { price }]) => judge(['sums', name, 'price'], price)),
    ...judge(['quantiles', 'price'], quantiles.price),
  ];
}

function checkThresholds({ k }: StatisticsPolicy): readonly Problem[] {
  return Object.entries(k).flatMap(([name, least]) =>
    problemWhen(least > k.default, ['k', name], `${least} is above the default of ${k.default}`),
  );
}

function checkRising(path: DocumentPath, bounds: readonly number[]): readonly Problem[] {
  const falls = bounds.findIndex((bound, index) => index > 0 && bound <= (bounds[index - 1] ?? 0));
  return problemWhen(falls > 0, [...path, falls], `${bounds[falls]} is not above the bound before it`);
}

/** A class that began inside a unit could not be told from its neighbour. */
function checkUnits({ quantiles, amountUnit }: StatisticsPolicy): readonly Problem[] {
  return quantiles.classes.flatMap((bound, index) =>
    problemWhen(
      bound % amountUnit !== 0,
      ['quantiles', 'classes', index],
      `${bound} is no multiple of the amountUnit of ${amountUnit}`,
    ),
  );
}

/** Facts are kept for the full months alone: up to 2 follow the last full quarter, and up to 5 are of the term under way. */
function checkCalendar({ calendar: { months, quarters, terms } }: StatisticsPolicy): readonly Problem[] {
  const forQuarters = 3 * quarters + 2;
  const forTerms = 6 * (terms - 1) + 5;
  const judge = (name: 'quarters' | 'terms', count: number, needed: number): readonly Problem[] =>
    problemWhen(
      needed > months,
      ['calendar', name],
      `${count} ${name} need ${needed} months, and months are ${months}`,
    );
  return [...judge('quarters', quarters, forQuarters), ...judge('terms', terms, forTerms)];
}

function checkTopic(name: string, { sums, grains }: TopicPolicy): readonly Problem[] {
  const at = (...rest: DocumentPath): DocumentPath => ['topics', name, 'grains', ...rest];
  // FAMILIES and CONSENTING are at most 1 a family by what they are.
  const bounded = sums.filter((sum) => sum !== 'CONSENTING');
  const key = (by: readonly string[]): string => by.toSorted().join(' ');
  return [
    ...problemWhen(!grains.some(({ by }) => by.length === 0), at(), 'there is no grain with nothing in `by`'),
    ...grains.flatMap(({ by, clamp = {} }, index) => [
      ...bounded.flatMap((sum) =>
        problemWhen(!Object.hasOwn(clamp, sum), at(index), `the grain has no clamp for ${sum}`),
      ),
      ...Object.keys(clamp).flatMap((sum) =>
        problemWhen(!bounded.includes(sum), at(index, 'clamp', sum), `${sum} is not bounded in ${name}`),
      ),
      ...problemWhen(
        grains.findIndex((other) => key(other.by) === key(by)) !== index,
        at(index, 'by'),
        `the grain [${by.join(', ')}] is there twice`,
      ),
    ]),
  ];
}
