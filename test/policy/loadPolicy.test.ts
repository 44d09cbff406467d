import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NorenError } from '../../src/errors.js';
import { loadPolicy } from '../../src/policy/loadPolicy.js';
import {
  DATA_CATEGORIES,
  LEGAL_BASES,
  PURPOSES,
  RECIPIENT_CLASSES,
  ROLES,
  SUBJECT_KINDS,
} from '../../src/policy/vocabulary.js';
import { projectRoot } from '../../src/projectRoot.js';
import { club, clubFile } from './askClub.js';

const original = readFileSync(clubFile, 'utf8');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'policy-'));
  cpSync(join(dirname(clubFile), 'privacy-policy.ja.txt'), join(folder, 'privacy-policy.ja.txt'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The problems of a text that is loaded as club.yaml. */
function problemsOf(text: string): readonly string[] {
  const file = join(folder, 'club.yaml');
  writeFileSync(file, text);
  try {
    loadPolicy(file);
    return [];
  } catch (error) {
    if (!(error instanceof NorenError)) throw error;
    expect(error.code).toBe('BAD_POLICY');
    const problems = error.details.problems as readonly string[];
    expect(error.message).toBe(problems.join('\n'));
    return problems;
  }
}

function lineOf(part: string, from = ''): number {
  const start = original.indexOf(part, from === '' ? 0 : original.indexOf(from));
  if (start < 0) throw new Error(`club.yaml has no "${part}".`);
  return original.slice(0, start).split('\n').length;
}

/** The text with one part of one rule, or of the whole file, replaced; and the line on which the part stood. */
function broken(part: string, replacement: string, from = ''): { readonly text: string; readonly line: number } {
  const line = lineOf(part, from);
  const start = original.indexOf(part, from === '' ? 0 : original.indexOf(from));
  return { text: original.slice(0, start) + replacement + original.slice(start + part.length), line };
}

test('the club policy loads: 45 rules, 106 clauses, its version and the hash of its bytes', () => {
  expect(club.rules).toHaveLength(45);
  expect(Object.keys(club.clauses)).toHaveLength(106);
  expect(club.version).toBe('2026-11-01');
  expect(club.hash).toBe(createHash('sha256').update(original).digest('hex'));
  expect(problemsOf(original)).toEqual([]);
});

test('the statistics and introspection settings are as agreed', () => {
  const { k, placeK, budgets, sums, maxCells } = club.statistics;
  expect({ k, placeK, budgets, maxCells }).toEqual({
    k: { OWN_ORGANISATION: 5, default: 10 },
    placeK: 20,
    budgets: {
      period: 'QUARTER',
      recipientCap: { OWN_ORGANISATION: '0.4', default: '0.1' },
      globalCap: '0.5',
      lifetimeCap: '4',
      delta: '1e-6',
    },
    maxCells: 10000,
  });
  expect(sums.FAMILIES).toEqual({ price: '0.005', category: 'NONE' });
  expect(club.introspection.roles).toContain('ANALYST');
});

test('the accountable party is a subsidiary of the co-op, and every organisation has a recipient class', () => {
  expect(club.organisations.GAKKO).toMatchObject({
    parent: 'COOP',
    accountable: true,
    recipientClasses: ['OWN_ORGANISATION'],
  });
  expect(Object.keys(club.organisations)).toHaveLength(13);
});

test('every clause is held by a rule, by the program or by people, and every control that is no rule says how', () => {
  const held = Object.values(club.clauses).filter(({ keptBy, how }) =>
    keptBy === 'PROGRAM' || keptBy === 'MANUAL' ? how !== '' : how === '',
  );
  expect(held).toHaveLength(106);
});

interface Case {
  readonly title: string;
  readonly part: string;
  readonly replacement: string;
  /** After which text the part is looked for. */
  readonly from?: string;
  /** Lines below that of the part. */
  readonly below?: number;
  /** The text on whose line the problem is told, if it is not the part. */
  readonly at?: string;
  readonly message: string;
}

const cases: readonly Case[] = [
  {
    title: 'an unknown condition letter',
    from: 'id: O01',
    part: 'PHONE: R:s>M',
    replacement: 'PHONE: R:x>M',
    message: 'rule O01, cell PHONE: unknown condition letter "x" in "R:x>M"',
  },
  {
    title: 'an unknown form letter',
    from: 'id: C03',
    part: 'PHONE: R',
    replacement: 'PHONE: Q',
    message: 'rule C03, cell PHONE: unknown form letter "Q"; the forms are R M P G A and -',
  },
  {
    title: 'a cell that is no cell',
    from: 'id: C02',
    part: 'ADDRESS: R:o>G',
    replacement: "ADDRESS: 'R if o'",
    message: 'rule C02, cell ADDRESS: "R if o" is no cell; write "-", "R", "R:o", "R:o+d" or "R:s>M"',
  },
  {
    title: 'a fallback above its form',
    from: 'id: C04',
    part: 'PHONE: R:n>M',
    replacement: 'PHONE: M:n>R',
    message: 'rule C04, cell PHONE: fallback "R" is not below "M"',
  },
  {
    title: 'a list that gives more than one subject',
    from: 'id: C01',
    part: 'lists:\n      ADDRESS: R:n>M',
    replacement: 'lists:\n      PURCHASE_HISTORY: A\n      ADDRESS: R:n>M',
    below: 1,
    message: 'rule C01, list cell PURCHASE_HISTORY: "A" gives more than the cell "-"',
  },
  {
    title: 'an unknown clause',
    from: 'id: J01',
    part: 'clauses: [A2(2)-2,',
    replacement: 'clauses: [A2(2)-2, A2(2)-r9,',
    message: 'rule J01, clauses: "A2(2)-r9" is not among the clauses',
  },
  {
    title: 'an unknown role',
    from: 'id: C05',
    part: 'roles: [ANALYST, CLUB_STAFF]',
    replacement: 'roles: [ANALYST, CLUB_STAF]',
    message: `rule C05, roles, entry 2: "CLUB_STAF" is not one of ANY, ${ROLES.join(', ')}`,
  },
  {
    title: 'an unknown purpose',
    from: 'id: O02',
    part: 'purposes: [BENEFICIAL_INFORMATION]',
    replacement: 'purposes: [AUDIENCE_RESEARCH]',
    message: `rule O02, purposes, entry 1: "AUDIENCE_RESEARCH" is not one of ANY, AS_INSTRUCTED, ${PURPOSES.join(', ')}`,
  },
  {
    title: 'a wildcard in company',
    from: 'id: I03',
    part: 'roles: [ANY]',
    replacement: 'roles: [ANY, PARTNER]',
    message: 'rule I03, roles: "ANY" must stand alone',
  },
  {
    title: 'a rule that is there twice',
    part: 'id: J02',
    replacement: 'id: J01',
    message: 'rule J01, id: "J01" is there twice',
  },
  {
    title: 'a missing cell',
    from: 'id: T04',
    part: '      EMAIL: R:c\n',
    replacement: '',
    at: '    cells:',
    message: 'rule T04, cells: "EMAIL" is missing',
  },
  {
    title: 'a key of its own',
    from: 'id: S01',
    part: 'effect: PERMIT',
    replacement: 'sudo: true\n    effect: PERMIT',
    message: 'rule S01, sudo: "sudo" is not known here',
  },
  {
    title: 'a permission without a basis',
    from: 'id: M02',
    part: 'basis: STATISTICS',
    replacement: 'basis: NONE',
    message: 'rule M02, basis: a PERMIT rule needs a legal basis',
  },
  {
    title: 'a denial with cells',
    from: 'id: T03',
    part: 'subjects: [CHILD_PARTICIPANT, GUARDIAN]',
    replacement: `subjects: [GUARDIAN]\n    cells: { ${DATA_CATEGORIES.map((name) => `${name}: R`).join(', ')} }`,
    below: 1,
    message: 'rule T03, cells: a DENY rule has no "cells"',
  },
  {
    title: 'a restriction with a condition',
    from: 'id: X03',
    part: 'SEX: A',
    replacement: 'SEX: A:k',
    message: 'rule X03, cell SEX: "A:k" has a condition; a restriction has none',
  },
  {
    title: 'an exception that is no rule',
    from: 'id: X03',
    part: 'except: [C01, L01]',
    replacement: 'except: [C01, L02]',
    message: 'rule X03, except: "L02" is no rule',
  },
  {
    title: 'a second default',
    from: 'id: X99',
    part: 'effect: DEFAULT',
    replacement: 'effect: DENY\n    reason: DEFAULT_DENY',
    at: 'rules:',
    message: 'rules: there must be one DEFAULT rule, and there are 0',
  },
  {
    title: 'an internal purpose that leaves the house',
    from: 'id: W01',
    part: 'purposes: [CHILD_WELFARE, PUBLIC_HEALTH]',
    replacement: 'purposes: [CHILD_WELFARE, INTERNAL_AUDIT]',
    message: 'rule W01, purposes: INTERNAL_AUDIT is no purpose of provision to the side THIRD_PARTY (A2-1)',
  },
  {
    title: 'a fifth purpose of joint use',
    from: '  AGGREGATE_ANALYSIS:',
    part: 'jointUse: false',
    replacement: 'jointUse: true',
    at: 'purposes:',
    message: 'purposes: A2(1) names four purposes of joint use, and 5 are marked so',
  },
  {
    title: 'a clause that nothing cites',
    part: 'clauses:\n  T-0:',
    replacement: 'clauses:\n  A9-7: { summary: An orphan, keptBy: RULE }\n  T-0:',
    below: 1,
    message: 'clauses, A9-7: is kept by RULE, but no rule, purpose or category cites it',
  },
  {
    title: 'an accountable party without a parent',
    part: '    parent: COOP\n    accountable: true',
    replacement: '    accountable: true',
    at: '  GAKKO:',
    message: 'organisations, GAKKO: the accountable party has no parent (B-1)',
  },
  {
    title: 'a contract with nobody',
    part: 'contractor: SENDAI_HOSO',
    replacement: 'contractor: TOKYO_HOSO',
    message: 'organisations, KODOMO_TECH, contractor: "TOKYO_HOSO" is no other organisation of this file',
  },
  {
    title: 'a recipient that may spend more than all together',
    part: "default: '0.1'",
    replacement: "default: '0.7'",
    message: 'statistics, budgets, recipientCap, default: 0.7 is above the globalCap of 0.5',
  },
  {
    title: 'a statistic whose price no recipient could pay',
    part: "AMOUNT: { price: '0.01'",
    replacement: "AMOUNT: { price: '0.11'",
    message: 'statistics, sums, AMOUNT, price: 0.11 is above the recipientCap of 0.1',
  },
  {
    title: 'a statistic that would cost nothing',
    part: "CHILDREN: { price: '0.005', category: NONE }",
    replacement: "CHILDREN: { price: '0', category: NONE }",
    message: 'statistics, sums, CHILDREN, price: a price of 0 would need noise without end',
  },
  {
    title: 'a sum that does not say what it reveals',
    part: "AMOUNT: { price: '0.01', category: PURCHASE_HISTORY }",
    replacement: "AMOUNT: { price: '0.01' }",
    message: 'statistics, sums, AMOUNT: "category" is missing',
  },
  {
    title: 'a topic that does not say what it reveals',
    part: 'PURCHASES:\n      sources: [club, coop]\n      category: PURCHASE_HISTORY\n',
    replacement: 'PURCHASES:\n      sources: [club, coop]\n',
    message: 'statistics, topics, PURCHASES: "category" is missing',
  },
  {
    title: 'a sum without a bound for a family',
    part: 'clamp: { PURCHASES: 12, AMOUNT: 22 }',
    replacement: 'clamp: { PURCHASES: 16 }',
    message: 'statistics, topics, PURCHASES, grains, entry 3: the grain has no clamp for AMOUNT',
  },
  {
    title: 'a dimension that statistics do not have',
    part: 'by: [SHOP_AREA]',
    replacement: 'by: [SHOP]',
    message:
      'statistics, topics, PURCHASES, grains, entry 6, by, entry 1: "SHOP" is not one of CHILD_AGE_BAND, SEX, COURSE, TERM, MONTH, QUARTER, PRODUCT_CATEGORY, SHOP_AREA, CAMPAIGN, PROGRAMME',
  },
  {
    title: 'classes of spending that fall',
    part: 'segments: [1, 5000, 10000',
    replacement: 'segments: [1, 5000, 4000',
    message: 'statistics, segments, entry 3: 4000 is not above the bound before it',
  },
  {
    title: 'a period that may tell more than a life',
    part: "lifetimeCap: '4'",
    replacement: "lifetimeCap: '0.4'",
    below: -1,
    message: 'statistics, budgets, globalCap: 0.5 is above the lifetimeCap of 0.4',
  },
  {
    title: 'a number where exact arithmetic needs a text',
    part: "delta: '1e-6'",
    replacement: 'delta: 0.000001',
    message: 'statistics, budgets, delta: 0.000001 is not of type string',
  },
  {
    title: 'a text of another hash',
    part: 'sha256: ef98',
    replacement: 'sha256: 0f98',
    message:
      'text, sha256: privacy-policy.ja.txt has the hash ef98fb40413c78ecfeb6ed8dd909b620485403c382c8bba9966aaeeeb8c3ee66; another text needs another version (T-0)',
  },
  {
    title: 'a key that is there twice',
    part: "effectiveFrom: '2026-11-01'",
    replacement: "version: '2026-12-01'\neffectiveFrom: '2026-11-01'",
    message: 'Map keys must be unique',
  },
];

test.each(cases.map((each) => [each.title, each] as const))('%s is refused, with line and place', (_, each) => {
  const { text, line } = broken(each.part, each.replacement, each.from);
  const place =
    each.at === undefined ? line + (each.below ?? 0) : lineOf(each.at, each.at.startsWith(' ') ? each.from : '');
  expect(problemsOf(text)).toEqual([`club.yaml:${place} ${each.message}`]);
});

test('all problems are told at once, in one message', () => {
  const text = original
    .replace('PHONE: R:s>M', 'PHONE: R:x>M')
    .replace('id: J02', 'id: J01')
    .replace('contractor: SENDAI_HOSO', 'contractor: TOKYO_HOSO');
  expect(problemsOf(text).map((problem) => problem.replace(/^club\.yaml:\d+ /, ''))).toEqual([
    'rule J01, id: "J01" is there twice',
    'rule O01, cell PHONE: unknown condition letter "x" in "R:x>M"',
    'organisations, KODOMO_TECH, contractor: "TOKYO_HOSO" is no other organisation of this file',
  ]);
});

test.each([
  ['nothing', ''],
  ['a list', '- R\n- M\n'],
  ['a text', 'give them everything'],
  ['a billion laughs', 'a: &a [1,1]\nb: &b [*a,*a]\nversion: [*b,*b]\n'],
])('a file that is %s is refused', (_, text) => {
  expect(problemsOf(text).length).toBeGreaterThan(0);
});

test('an alias is refused, with its line', () => {
  expect(problemsOf('version: &a [1]\ntext: *a\n')).toEqual(['club.yaml:2 an alias (*a); write it out']);
});

test('a file that is not there is refused by name, without its path', () => {
  expect(() => loadPolicy(join(folder, 'nowhere', 'other.yaml'))).toThrow('other.yaml: the file cannot be read');
});

test('the schema knows the same words as the program', () => {
  interface Schema {
    readonly properties: Readonly<Record<string, { readonly required?: readonly string[] }>>;
    readonly definitions: {
      readonly rule: {
        readonly properties: Readonly<
          Record<string, { readonly enum?: readonly string[]; readonly items?: { readonly enum: readonly string[] } }>
        >;
      };
    };
  }
  const schema = JSON.parse(readFileSync(join(projectRoot, 'policy', 'club.schema.json'), 'utf8')) as Schema;
  const rule = schema.definitions.rule.properties;
  expect(schema.properties.purposes?.required).toEqual([...PURPOSES]);
  expect(schema.properties.recipientClasses?.required).toEqual([...RECIPIENT_CLASSES]);
  expect(schema.properties.categories?.required).toEqual([...DATA_CATEGORIES]);
  expect(rule.roles?.items?.enum).toEqual(['ANY', ...ROLES]);
  expect(rule.subjects?.items?.enum).toEqual(['ANY', ...SUBJECT_KINDS]);
  expect(rule.basis?.enum).toEqual([...LEGAL_BASES]);
});
