import type { AuditDecision } from '../../src/audit/auditEntry.js';
import { groundOf } from '../../src/audit/reads/disclosuresOf.js';

const decided = (rule: string, change: Partial<AuditDecision>): AuditDecision => ({
  coordinates: ['Child.phone', 'Guardian.phone'],
  category: 'PHONE',
  subject: 'GUARDIAN',
  form: 'RAW',
  otherwise: 'RAW',
  condition: [],
  reason: 'PERMITTED',
  gate: null,
  rule,
  basis: 'JOINT_USE',
  clauses: [`clause of ${rule}`],
  ...change,
});
const subjects = [
  { kind: 'GUARDIAN', count: 1, digest: '' },
  { kind: 'CHILD_PARTICIPANT', count: 1, digest: '' },
] as const;
const left = { category: 'PHONE', form: 'RAW', coordinates: ['Guardian.phone'], set: 0 } as const;
const ruleOf = (decisions: readonly AuditDecision[], disclosed: Parameters<typeof groundOf>[1] = left) =>
  groundOf({ decisions, subjects }, disclosed).rule;

// clauses: A3-2
test('a person is told the rule that gave what left, not that which refused the same field elsewhere in the request', () => {
  const refused = decided('refused', { form: 'DENIED', otherwise: 'DENIED', basis: null });
  const given = decided('given', {});
  expect(ruleOf([refused, given])).toBe('given');
  expect(ruleOf([given, refused])).toBe('given');
  expect(groundOf({ decisions: [refused], subjects }, left)).toEqual({ rule: null, basis: null, clauses: [] });
});

test('by the kind of subject and by the form: the best one, the one that came out where a condition did not hold, or what was narrowed', () => {
  const child = decided('child', { subject: 'CHILD_PARTICIPANT' });
  const list = decided('list', { form: 'MASKED', otherwise: 'MASKED' });
  const single = decided('single', { form: 'RAW', otherwise: 'GENERALISED' });
  const all = [child, list, single];
  expect(ruleOf(all)).toBe('single');
  expect(ruleOf(all, { ...left, form: 'MASKED' })).toBe('list');
  expect(ruleOf(all, { ...left, form: 'GENERALISED' })).toBe('single');
  expect(ruleOf(all, { ...left, set: 1, coordinates: ['Child.phone'] })).toBe('child');
  expect(ruleOf(all, { ...left, form: 'PSEUDONYMISED' })).toBe('list');
  expect(ruleOf(all, { ...left, coordinates: ['Guardian.email'] })).toBeNull();
});
