import { NorenError } from '../../src/errors.js';
import { refusalSentence } from '../../src/graph/governance/refusalSentences.js';
import { toldRefusal } from '../../src/graph/governance/toldRefusal.js';
import { club } from '../policy/askClub.js';

const told = (error: unknown) => toldRefusal(error, club, 'en') as NorenError;

test('the clauses are those that the message names, brackets and all, and no other word', () => {
  const message = 'CONSENT_REQUEST_LIMIT: asked twice (A2(1)-4, A4-3), whatever A99-1 or APPI 35(9) says; see A6-3e.';
  const { details } = told(new NorenError('REFUSED', message, { reason: 'CONSENT_REQUEST_LIMIT' }));
  expect(details['clauses']).toEqual(['A2(1)-4', 'A4-3', 'A6-3e']);
  expect(details['sentence']).toContain('Consent has been asked for');
});

test('a code at the head of the message is the reason; one of no catalogue has no sentence', () => {
  const { details, message } = told(new NorenError('REFUSED', 'OUTSIDE_DESK_HOURS: the desk is closed (A6-10).'));
  expect([details['reason'], details['clauses']]).toEqual(['OUTSIDE_DESK_HOURS', ['A6-10']]);
  expect(message).toBe('OUTSIDE_DESK_HOURS: the desk is closed (A6-10).');
  const { details: own } = told(new NorenError('REFUSED', 'NO_SUCH_CODE: too much (A6-7).'));
  expect(own).toEqual({ reason: 'NO_SUCH_CODE', clauses: ['A6-7'] });
});

test.each(['FEE_ABOVE_COST', 'SIGN_IN_AGAIN', 'BREAK_GLASS_UNREVIEWED', 'NOT_OWN_DATA', 'NO_PRIVACY_MANAGER'])(
  '%s is told in both languages, though not all of these are reasons of decisions',
  (code) => {
    expect(refusalSentence(code, 'en')).toMatch(/^[A-Z].*\.$/);
    expect(refusalSentence(code, 'ja')).toMatch(/[ぁ-ん].*。$/);
  },
);

test.each(['NO_SUCH_CODE', 'constructor', '__proto__', ''])('there is no sentence for %j', (code) => {
  expect([refusalSentence(code, 'en'), refusalSentence(code, 'ja')]).toEqual([null, null]);
});

test('what is no refusal by a rule stays as it was thrown', () => {
  const others = [
    new NorenError('BAD_INPUT', 'ERASED: x'),
    new NorenError('REFUSED', 'no code here (A6-2)'),
    new Error('x'),
    'x',
  ];
  for (const error of others) expect(told(error)).toBe(error);
});
