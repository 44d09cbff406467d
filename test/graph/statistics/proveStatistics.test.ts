import { buildGraphSchema } from '../../../src/graph/buildGraphSchema.js';
import { proveStatistics } from '../../../src/graph/statistics/proveStatistics.js';
import type { StatisticModel, Topic } from '../../../src/statistics/model/statisticModel.js';
import { clubModel } from '../../statistics/clubModel.js';

const { labels } = buildGraphSchema();

const withTopic = (name: keyof StatisticModel['topics'], change: Partial<Topic>): StatisticModel => ({
  ...clubModel,
  topics: { ...clubModel.topics, [name]: { ...clubModel.topics[name], ...change } },
});

test('the labels that are served and the policy say the same', () => {
  expect(() => proveStatistics(labels, clubModel)).not.toThrow();
});

test.each([
  [
    'a dimension of the policy that cannot be asked',
    withTopic('CAMPAIGNS', {
      grains: [...clubModel.topics.CAMPAIGNS.grains, { by: ['TERM'], clamp: {}, cells: null }],
    }),
    'CampaignDimension lacks TERM, which the policy has in statistics.campaigns',
  ],
  [
    'a dimension of the schema that the policy does not bound',
    withTopic('CHILDREN', { grains: clubModel.topics.CHILDREN.grains.filter(({ by }) => !by.includes('SEX')) }),
    'ChildrenStatisticFilter has SEX, which the policy lacks in statistics.children',
  ],
  [
    'a measure of the schema that the policy does not have',
    withTopic('PURCHASES', { sums: ['PURCHASES'] }),
    'PurchaseCell has AMOUNT, which the policy lacks in statistics.purchases',
  ],
  [
    'a sum of the policy that cannot be bought',
    withTopic('FAMILIES', { sums: ['CONSENTING', 'CHILDREN'] }),
    'FamilyCell lacks CHILDREN, which the policy has in statistics.families',
  ],
])('%s is refused before anything is served', (_what, model, fault) => {
  expect(() => proveStatistics(labels, model)).toThrow(fault);
});
