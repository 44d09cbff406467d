import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPolicy } from '../../src/policy/loadPolicy.js';
import { coverage } from '../../src/policy/tools/coverage.js';
import { readCitations } from '../../src/policy/tools/readCitations.js';
import { projectRoot } from '../../src/projectRoot.js';

const policy = loadPolicy(join(projectRoot, 'policy', 'club.yaml'));
const { clauses, problems, open } = coverage(policy, readCitations());

// clauses: B-3 H-0 B-0
test('every clause has a rule or a control, and a test, or is told to be open', () => {
  expect(problems).toEqual([]);
  expect(clauses).toHaveLength(106);
  for (const { id, rules, control } of clauses) expect([id, rules.length > 0 || control !== null]).toEqual([id, true]);
});

// clauses: B-5 A1-3 A2(1)-1b A7-1b A7-1c A7-o A7-p
test('every control that people keep has an owner, a frequency and a description', () => {
  const controls = Object.values(policy.clauses).filter(({ keptBy }) => keptBy === 'MANUAL');
  expect(controls.length).toBeGreaterThan(5);
  for (const { id, how, owner, frequency } of controls) {
    expect([id, how !== '', owner !== null, frequency !== null]).toEqual([id, true, true, true]);
  }
});

// clauses: A2(1)-2a
test('a rule that informs without asking for a judged campaign leaves that to people, who are named', () => {
  const informing = policy.rules.filter(
    ({ clauses: cited, effect }) => effect === 'PERMIT' && cited.includes('A2(1)-2a'),
  );
  const unasked = informing.filter(({ single }) =>
    Object.values(single).some((rungs) => rungs.some(({ when }) => !when.includes('SEND_JOB'))),
  );
  expect(informing.map(({ id }) => id)).toEqual(expect.arrayContaining(['J06', 'O02']));
  expect(unasked.map(({ id }) => id)).toEqual(['C02', 'J02', 'M01']);
  expect(policy.clauses['A2(1)-2a']).toMatchObject({ keptBy: 'MANUAL', owner: 'head of the Club' });
  for (const { id, note } of unasked) {
    expect([id, note]).toEqual([id, expect.stringContaining('no send job is asked here, people see to it')]);
    expect(policy.clauses['A2(1)-2a']?.how).toContain(id);
  }
});

test('every rule has a test of its own', () => {
  const cited = new Set(readCitations().citations.map(({ of }) => of));
  expect(policy.rules.map(({ id }) => id).filter((id) => !cited.has(id))).toEqual([]);
});

test('only what needs a feature that is still to come is open', () => {
  expect(open).toEqual([]);
});

test('every rule of the amendment has a test of its own', () => {
  const tests = readFileSync(join(projectRoot, 'test/policy/tools/policyCalendar.test.ts'), 'utf8');
  const amendment = loadPolicy(join(projectRoot, 'policy', 'club-amendment-2026.yaml'));
  const added = amendment.rules.filter(({ id }) => !policy.rules.some((rule) => rule.id === id));
  expect(added.map(({ id }) => id).filter((id) => !tests.includes(`'${id}'`))).toEqual([]);
});
