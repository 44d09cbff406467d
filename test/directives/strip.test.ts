import { stripUse } from '../../directives/strip.js';
import { ask, planned } from './support/ask.js';

describe('@strip', () => {
  it('is written without arguments', () => {
    expect(stripUse()).toBe('@strip');
  });

  it('shows the value or nothing', async () => {
    const fields = 'birthDate: String @personal(category: BIRTH_DATE) @strip';
    for (const [form, shown] of [
      ['RAW', '1985-04-01'],
      ['MASKED', null],
      ['GENERALISED', null],
    ] as const) {
      const row = planned({ birthDate: form }, { birthDate: '1985-04-01' });
      expect(await ask({ fields, row, query: '{guardian{birthDate}}' })).toEqual({
        data: { guardian: { birthDate: shown } },
      });
    }
  });
});
