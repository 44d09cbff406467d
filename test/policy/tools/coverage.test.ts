import { coverage } from '../../../src/policy/tools/coverage.js';
import { testCitations, type Citations } from '../../../src/policy/tools/testCitations.js';
import { compilePolicy } from '../../../src/policy/compilePolicy.js';
import { readPolicy } from '../../../src/policy/readPolicy.js';
import type { PolicyFile } from '../../../src/policy/policyFile.js';
import { club, clubFile } from '../askClub.js';

const NOTHING: Citations = { citations: [], problems: [] };
/** Not written out, or it would be a citation itself. */
const COMMENT = '// clauses: ';
const source = {
  path: 'test/some.test.ts',
  text: [
    `${COMMENT}A3-1 A3-2`,
    "test('one answers for all', () => {});",
    `  ${COMMENT}A4-5`,
    "  test.each([{ title: 'a case of a table' }])('%s is refused', () => {});",
  ].join('\n'),
};

function changed(change: (file: PolicyFile) => void) {
  const content = structuredClone(readPolicy(clubFile).content) as PolicyFile;
  change(content);
  return compilePolicy(content, 'hash');
}

test('a comment above a test says which clauses it shows', () => {
  expect(testCitations([source], {}).citations).toEqual([
    { of: 'A3-1', test: 'test/some.test.ts: one answers for all' },
    { of: 'A3-2', test: 'test/some.test.ts: one answers for all' },
    { of: 'A4-5', test: 'test/some.test.ts: %s is refused' },
  ]);
});

test('a comment above no test fails', () => {
  const { citations, problems } = testCitations([{ ...source, text: `${COMMENT}A3-1\nconst one = 1;` }], {});
  expect([citations, problems]).toEqual([[], ['test/some.test.ts says "// clauses: A3-1" above no test']]);
});

test('the index is believed only as far as its titles are there', () => {
  const index = {
    C01: { [source.path]: ['%s is refused'] },
    C02: { [source.path]: ['a case of a table', 'no such title'] },
    C03: { 'test/gone.test.ts': ['one answers for all'] },
    C04: { [source.path]: ['one answers for'] },
  };
  const { citations, problems } = testCitations([{ ...source, text: source.text.replaceAll(COMMENT, '// ') }], index);
  expect(citations).toEqual([
    { of: 'C01', test: 'test/some.test.ts: C01 is refused' },
    { of: 'C02', test: 'test/some.test.ts: a case of a table' },
  ]);
  expect(problems).toEqual([
    'C02 cites test/some.test.ts, which has no test "no such title"',
    'C03 cites test/gone.test.ts, which is not there',
    'C04 cites test/some.test.ts, which has no test "one answers for"',
  ]);
});

test('a clause of a rule or of the program without a test fails', () => {
  const { problems } = coverage(club, NOTHING);
  expect(problems).toContain('A3-1 is kept by PROGRAM, and no test of its own shows it');
  expect(problems).toContain('A2-2 is kept by RULE, and no test of its own shows it');
});

test('a test of a rule is shown with the clauses that the rule cites, and is not enough for them', () => {
  const { clauses, problems } = coverage(club, { citations: [{ of: 'L01', test: 'a test' }], problems: [] });
  expect(problems).toContain('A4-5 is kept by RULE, and no test of its own shows it');
  const own = coverage(club, { citations: [{ of: 'A4-5', test: 'a test' }], problems: [] });
  expect(own.problems.filter((problem) => problem.startsWith('A4-5 '))).toEqual([]);
  expect(clauses.find(({ id }) => id === 'A4-5')).toEqual({
    id: 'A4-5',
    rules: ['L01', 'LEGAL_OBLIGATION'],
    control: null,
    tests: ['a test'],
  });
});

test('a control of people has an owner and a frequency, or fails', () => {
  const named = coverage(club, NOTHING).clauses.find(({ id }) => id === 'A7-p');
  expect(named?.control).toMatch(/^MANUAL: site checklist.* \(site manager; every quarter\)$/);
  const policy = changed(({ clauses }) => {
    delete (clauses['A7-p'] as { owner?: string }).owner;
  });
  expect(coverage(policy, NOTHING).problems).toContain('A7-p is kept by people, without owner or frequency');
});

test('what is not kept yet is told as open, and claimed by nobody', () => {
  const policy = changed((file) => {
    (file.clauses['A3-2'] as { notYet?: string }).notYet = 'a report';
  });
  const { open, clauses, problems } = coverage(policy, NOTHING);
  expect(open).toEqual(['A3-2']);
  expect(clauses.find(({ id }) => id === 'A3-2')?.control).toMatch(/^OPEN: /);
  expect(problems.filter((problem) => problem.startsWith('A3-2 '))).toEqual([]);
});

test('a citation of no clause and no rule fails', () => {
  const { problems } = coverage(club, { citations: [{ of: 'A9-99', test: 'a test' }], problems: [] });
  expect(problems).toContain('A9-99 is cited by a test, and is no clause and no rule');
});
