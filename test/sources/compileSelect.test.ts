import { compileSelect, type SelectRequest } from '../../src/sources/compileSelect.js';
import { guardianTable } from '../../src/sources/club/guardianTable.js';
import type { RowPlan } from '../../src/sources/rowPlan.js';
import { ANYBODY } from '../../src/sources/rowPlan.js';

const ownClass = { when: ['OWN_CLASS'], lifeStages: null } as const;
const cell = (category: 'PHONE' | 'EMAIL') => ({
  category,
  rungs: [
    { form: 'RAW', guard: ownClass },
    { form: 'MASKED', guard: ANYBODY },
  ] as const,
});
const plan: RowPlan = {
  subject: 'GUARDIAN',
  visible: [ownClass],
  cells: new Map([
    ['phone', cell('PHONE')],
    ['email', cell('EMAIL')],
  ]),
  open: new Set(),
  links: new Set(),
  flags: new Set(),
};
const facts: SelectRequest['facts'] = {
  today: '2026-11-22',
  selfKey: null,
  selfGuardian: null,
  ownClasses: [1],
  keepPhoneDigits: 2,
  holders: new Map(),
  flagged: new Map(),
};
const order = [{ expression: 'g.birth_date', direction: 'DESC', type: 'date' }] as const;
const times = (text: string, part: string): number => text.split(part).length - 1;

describe('compileSelect', () => {
  it('settles a page on keys and sort terms, and makes cells of its rows only', () => {
    const { text } = compileSelect({ table: guardianTable, plan, facts, order, limit: 3, after: ['2000-01-01'] });
    const [outer = '', inner = ''] = text.split(' FROM (SELECT ');
    expect(outer).toContain('g.phone');
    expect(inner.slice(0, inner.indexOf('page JOIN'))).not.toMatch(/g\.(phone|email)/);
    expect(inner).toMatch(
      /WHERE .* ORDER BY g\.birth_date DESC LIMIT .*\) page JOIN guardians g ON g\.id = page\."\$page"/,
    );
    expect(text).toMatch(/ORDER BY page\."\$order0" DESC$/);
  });

  it('evaluates a condition of many cells once, and apart from the one on rows', () => {
    const exists = 'EXISTS (SELECT FROM guardian_links';
    const paged = compileSelect({ table: guardianTable, plan, facts, order, limit: 3 }).text;
    const batch = { column: 'g.family_id', type: 'int4', values: [1, 2] };
    const batched = compileSelect({ table: guardianTable, plan, facts, order, batch }).text;
    const perParent = compileSelect({
      table: guardianTable,
      plan,
      facts,
      order,
      batch: { ...batch, perValue: 5 },
    }).text;
    for (const text of [paged, batched, perParent]) expect(times(text, exists)).toBe(2);
    expect(times(paged, 'page."OWN_CLASS"')).toBe(4);
    expect(batched).toContain('AS "OWN_CLASS" OFFSET 0) shared');
  });

  it('keeps a condition that holds for nobody a constant, so that its cell cannot be read', () => {
    const orders = { ...guardianTable, conditions: {} };
    const { text } = compileSelect({ table: orders, plan: { ...plan, visible: [ANYBODY] }, facts, order, limit: 3 });
    expect(text).toContain('CASE WHEN FALSE THEN g.phone');
    expect(text).not.toContain('OWN_CLASS');
  });
});
