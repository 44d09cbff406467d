import { Agent } from 'node:http';
import type { StatisticModel } from '../../src/statistics/model/statisticModel.js';
import { send, type Target } from '../harness/load.js';
import { median } from '../harness/numbers.js';
import { governedTarget } from '../harness/variants.js';
import type { World } from '../harness/world.js';
import type { ScaleQuestion } from './questions.js';

const STORED = 20;

const QUERY = `query ($groupBy: [PurchaseDimension!]!, $where: PurchaseStatisticFilter) {
  statistics { purchases(groupBy: $groupBy, where: $where) {
    cells { by { municipality { code } ageBand { code } month { code } productCategory { code } }
      families { value low high status } purchases { value low high status } amount { value low high status } }
    spent { rho } release { id } } } }`;

const FIELDS = { AGE_BAND: 'ageBand', PRODUCT_CATEGORY: 'productCategory' } as const;

export interface OverHttp {
  /** Milliseconds of a release that nobody has bought yet: charge, noise, sums, log and answer. */
  fresh(question: ScaleQuestion, round: number): Promise<number>;
  /** Median milliseconds of the same release, asked for again and again. */
  stored(question: ScaleQuestion, round: number): Promise<number>;
}

/** The Club's analyst at a gateway, over one connection. */
export function overHttp(world: Pick<World, 'gateway' | 'token'>, model: StatisticModel): OverHttp {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (question: ScaleQuestion, round: number): Promise<number> => {
    const variables = { groupBy: question.asked.groupBy, where: whereOf(question, round, model) };
    const target = governedTarget(world, 'analyst', 'AGGREGATE_ANALYSIS/IMPROVE', { query: QUERY, variables });
    return timed(target, agent);
  };
  return {
    fresh: ask,
    stored: async (question, round) => {
      const times: number[] = [];
      for (let index = 0; index < STORED; index += 1) times.push(await ask(question, round));
      return median(times);
    },
  };
}

/** All but one value of the varied dimension: another question each round, of nearly the same cost. */
function whereOf({ asked, varied }: ScaleQuestion, round: number, model: StatisticModel) {
  const codes = model.dimensions[varied].values.map(({ code }) => code);
  const kept = codes.filter((_, index) => index !== round % codes.length);
  return { [FIELDS[varied]]: kept, month: asked.where?.MONTH ?? null };
}

/** @throws when it is no release: a fast refusal is no answer */
async function timed(target: Target, agent: Agent): Promise<number> {
  const start = performance.now();
  const { status, text } = await send(target, agent);
  const milliseconds = performance.now() - start;
  const released = status === 200 && /"release":\{"id":/.test(text);
  if (!released) throw new Error(`No release but ${status}: ${text.slice(0, 800)}`);
  return milliseconds;
}
