import { generaliseUse, generalisedTo } from '../../directives/generalise.js';
import { ask, planned, present } from './support/ask.js';

describe('@generalise', () => {
  it('is written with its rule', () => {
    expect(generaliseUse({ to: 'AGE_BAND' })).toBe('@generalise(to: AGE_BAND)');
  });

  it('hands on what the source generalised, also where the plan would allow more', async () => {
    const fields = 'ageBand: String @personal(category: BIRTH_DATE, reveals: GENERALISED) @generalise(to: AGE_BAND)';
    for (const form of ['GENERALISED', 'MASKED', 'RAW'] as const) {
      const row = planned({ ageBand: form }, { ageBand: 'AGE_30_39' });
      expect(await ask({ fields, row, query: '{guardian{ageBand}}' })).toEqual({
        data: { guardian: { ageBand: 'AGE_30_39' } },
      });
    }
  });

  it('replaces the value by UNSPECIFIED where the rule says so', async () => {
    const fields = 'sex: String @personal(category: SEX) @generalise(to: UNSPECIFIED)';
    for (const [form, shown] of [
      ['RAW', 'FEMALE'],
      ['MASKED', 'UNSPECIFIED'],
      ['GENERALISED', 'UNSPECIFIED'],
      ['AGGREGATED', null],
    ] as const) {
      const row = planned({ sex: form }, { sex: 'FEMALE' });
      expect(await ask({ fields, row, query: '{guardian{sex}}' })).toEqual({ data: { guardian: { sex: shown } } });
    }
  });

  it('withholds a day where a month was planned', () => {
    expect(generalisedTo('MONTH')('2026-11', {}, present)).toBe('2026-11');
    expect(generalisedTo('MONTH')('2026-11-22', {}, present)).toBeNull();
  });
});
