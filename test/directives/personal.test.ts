import { jest } from '@jest/globals';
import { personalUse } from '../../directives/personal.js';
import { ask, planned } from './support/ask.js';

const PHONE = 'phone: String @personal(category: PHONE) @mask(by: PHONE)';
const RAW_PHONE = '090-1234-5678';

describe('@personal', () => {
  it('is written with its category and, where given, the form', () => {
    expect(personalUse({ category: 'PHONE' })).toBe('@personal(category: PHONE)');
    expect(personalUse({ category: 'PHONE', reveals: 'MASKED' })).toBe('@personal(category: PHONE, reveals: MASKED)');
  });

  it('withholds from a row without a plan, whatever the row holds', async () => {
    const answer = await ask({ fields: PHONE, row: { phone: RAW_PHONE }, query: '{guardian{phone}}' });
    expect(answer).toEqual({ data: { guardian: { phone: null } } });
  });

  it('withholds a field without a cell in the plan', async () => {
    const answer = await ask({ fields: PHONE, row: planned({}, { phone: RAW_PHONE }), query: '{guardian{phone}}' });
    expect(answer).toEqual({ data: { guardian: { phone: null } } });
  });

  it('passes the value where the plan says RAW', async () => {
    const row = planned({ phone: 'RAW' }, { phone: RAW_PHONE });
    expect(await ask({ fields: PHONE, row, query: '{guardian{phone}}' })).toEqual({
      data: { guardian: { phone: RAW_PHONE } },
    });
  });

  it.each(['PSEUDONYMISED', 'GENERALISED', 'AGGREGATED', 'DENIED'] as const)(
    'withholds where the plan says %s and the field offers nothing as low',
    async (form) => {
      const row = planned({ phone: form }, { phone: RAW_PHONE });
      expect(await ask({ fields: PHONE, row, query: '{guardian{phone}}' })).toEqual({
        data: { guardian: { phone: null } },
      });
    },
  );

  it('takes a form that differs from row to row from the row', async () => {
    for (const [form, shown] of [
      ['RAW', RAW_PHONE],
      ['MASKED', '090-****-**78'],
      ['DENIED', null],
      ['NO_SUCH_FORM', null],
      [undefined, null],
      [null, null],
      ['constructor', null],
    ] as const) {
      const row = planned({ phone: null }, { phone: RAW_PHONE, 'form:phone': form });
      expect(await ask({ fields: PHONE, row, query: '{guardian{phone}}' })).toEqual({
        data: { guardian: { phone: shown } },
      });
    }
  });

  it('never shows more than `reveals`, even where the plan says RAW', async () => {
    const fields = 'phone: String @personal(category: PHONE, reveals: MASKED) @mask(by: PHONE)';
    const row = planned({ phone: 'RAW' }, { phone: RAW_PHONE });
    expect(await ask({ fields, row, query: '{guardian{phone}}' })).toEqual({
      data: { guardian: { phone: '090-****-**78' } },
    });
  });

  it('masks what a resolver of its own returns raw, at once or later', async () => {
    const row = planned({ phone: 'MASKED' }, {});
    for (const resolve of [() => RAW_PHONE, () => Promise.resolve(RAW_PHONE)]) {
      const answer = await ask({
        fields: PHONE,
        row,
        query: '{guardian{phone}}',
        resolvers: { 'Guardian.phone': resolve },
      });
      expect(answer).toEqual({ data: { guardian: { phone: '090-****-**78' } } });
    }
  });

  it('does not call the resolver of a withheld field', async () => {
    const resolve = jest.fn(() => RAW_PHONE);
    const row = planned({ phone: 'DENIED' }, {});
    await ask({ fields: PHONE, row, query: '{guardian{phone}}', resolvers: { 'Guardian.phone': resolve } });
    expect(resolve).not.toHaveBeenCalled();
  });

  it('goes by the field and never by the response key', async () => {
    const fields = `${PHONE} email: String @personal(category: EMAIL) @mask(by: EMAIL)`;
    const row = planned(
      { phone: 'RAW', email: 'DENIED' },
      { phone: RAW_PHONE, email: 'taro@example.jp', 'form:email': 'RAW' },
    );
    const answer = await ask({ fields, row, query: '{guardian{phone: email email: phone}}' });
    expect(answer).toEqual({ data: { guardian: { phone: null, email: RAW_PHONE } } });
  });

  it('is not fooled by a plan that a source smuggles in under a text key', async () => {
    const row = { phone: RAW_PHONE, 'Symbol(noren.plan)': { cells: { phone: { form: 'RAW' } } }, 'form:phone': 'RAW' };
    expect(await ask({ fields: PHONE, row, query: '{guardian{phone}}' })).toEqual({
      data: { guardian: { phone: null } },
    });
  });

  it('is not fooled by a field that is named like a member of every object', async () => {
    const fields = 'constructor: String @personal(category: UNLISTED)';
    const row = planned({}, {});
    const answer = await ask({ fields, row, query: '{guardian{constructor}}' });
    expect(answer).toEqual({ data: { guardian: { constructor: null } } });
  });

  it('forms every element of a list', async () => {
    const fields = 'phones: [String] @personal(category: PHONE) @mask(by: PHONE)';
    const row = planned({ phones: 'MASKED' }, { phones: [RAW_PHONE, null] });
    expect(await ask({ fields, row, query: '{guardian{phones}}' })).toEqual({
      data: { guardian: { phones: ['090-****-**78', null] } },
    });
  });

  it('opens objects from the least form on that their label names', async () => {
    const fields =
      'purchases: [Purchase!] @subject(inherits: true) @personal(category: PURCHASE_HISTORY, reveals: GENERALISED)';
    const purchases = [{ shop: '一番町' }];
    for (const form of ['RAW', 'GENERALISED'] as const) {
      const row = planned({ purchases: form }, { purchases });
      expect(await ask({ fields, row, query: '{guardian{purchases{shop}}}' })).toEqual({
        data: { guardian: { purchases } },
      });
    }
    const row = planned({ purchases: 'AGGREGATED' }, { purchases });
    expect(await ask({ fields, row, query: '{guardian{purchases{shop}}}' })).toEqual({
      data: { guardian: { purchases: null } },
    });
  });
});
