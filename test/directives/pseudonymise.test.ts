import { pseudonymiseUse } from '../../directives/pseudonymise.js';
import { ask, planned } from './support/ask.js';

const FIELDS =
  'memberCode: String @personal(category: MEMBER_CODE) @mask(by: MEMBER_CODE) @pseudonymise(domain: MEMBER_CODE)';

describe('@pseudonymise', () => {
  it('is written with its domain', () => {
    expect(pseudonymiseUse({ domain: 'NAME' })).toBe('@pseudonymise(domain: NAME)');
  });

  it('gives the pseudonym of the row, and never looks at the value', async () => {
    for (const memberCode of ['12345678', null, undefined]) {
      const row = planned({ memberCode: 'PSEUDONYMISED' }, { key: 7, memberCode });
      const answer = await ask({ fields: FIELDS, row, query: '{guardian{memberCode}}' });
      expect(answer).toEqual({ data: { guardian: { memberCode: 'P-MEMBER_CODE-7' } } });
    }
  });

  it('is not what comes out where the plan says GENERALISED', async () => {
    const row = planned({ memberCode: 'GENERALISED' }, { key: 7, memberCode: '12345678' });
    expect(await ask({ fields: FIELDS, row, query: '{guardian{memberCode}}' })).toEqual({
      data: { guardian: { memberCode: null } },
    });
  });
});
