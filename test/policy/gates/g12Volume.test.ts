import fc from 'fast-check';
import { decideFully } from '../../../src/policy/decideFully.js';
import type { GateFacts } from '../../../src/policy/gateFacts.js';
import { limitsOf } from '../../../src/policy/volumeLimits.js';
import { formRank, ROLES, RECIPIENT_CLASSES, type RecipientClass, type Role } from '../../../src/policy/vocabulary.js';
import { club } from '../askClub.js';
import { asks, factsOf, questionOf } from './gateWorld.js';

const NOTHING = { requests: 0, records: 0 };
type Volumes = GateFacts['volume'];
const had = (volumes: Partial<Volumes>): Partial<GateFacts> => ({
  volume: { caller: NOTHING, organisation: NOTHING, ...volumes },
});
const limits = limitsOf(club, questionOf('club').caller);

// clauses: A2-2 A7-1e
test('who has asked as often as a minute allows gets nothing more in it', () => {
  const { requestsPerMinute } = limits.caller;
  expect(asks('club', {}, had({ caller: { requests: requestsPerMinute - 1, records: 0 } })).form).toBe('RAW');
  expect(asks('club', {}, had({ caller: { requests: requestsPerMinute, records: 0 } }))).toMatchObject({
    form: 'DENIED',
    reason: 'RATE_LIMIT',
    gate: 'G12',
    rule: 'C01',
  });
  const { organisation } = limits;
  const together = had({ organisation: { requests: organisation.requestsPerMinute, records: 0 } });
  expect(asks('club', {}, together).reason).toBe('RATE_LIMIT');
});

// clauses: A2-2 A7-1e
test('who has had as many people as a day allows gets no more of them, but statistics', () => {
  const many = { requests: 1, records: limits.caller.recordsPerDay };
  expect(asks('club', {}, had({ caller: many }))).toMatchObject({ form: 'DENIED', reason: 'BULK_LIMIT', gate: 'G12' });
  const all = { requests: 1, records: limits.organisation.recordsPerDay };
  expect(asks('club', {}, had({ organisation: all })).reason).toBe('BULK_LIMIT');
  const statistic = { purpose: 'AGGREGATE_ANALYSIS', category: 'SEX' } as const;
  expect(asks('club', statistic, had({ caller: many, organisation: all })).form).toBe('AGGREGATED');
});

test('who may not have it at all is told that, not that it was too much', () => {
  const much = had({ caller: { requests: 1e9, records: 1e9 } });
  expect(asks('club', { category: 'PURCHASE_HISTORY' }, much).reason).toBe('NOT_NECESSARY');
  expect(asks('club', {}, { ...much, trainingCurrent: false }).reason).toBe('TRAINING_EXPIRED');
});

test('of several roles and classes the least counts, and every one of them has a limit', () => {
  const both = limitsOf(club, { roles: ['CLUB_STAFF', 'CONSULTATION_DESK'], recipientClasses: ['OWN_ORGANISATION'] });
  expect(both.caller.recordsPerDay).toBe(club.limits.caller.CONSULTATION_DESK?.recordsPerDay);
  const [roles, classes] = [[...ROLES, 'NOBODY'] as Role[], [...RECIPIENT_CLASSES, 'NONE'] as RecipientClass[]];
  for (const role of roles) {
    for (const name of classes) {
      const { caller, organisation } = limitsOf(club, { roles: [role], recipientClasses: [name] });
      const numbers = [caller, organisation].flatMap((of): readonly number[] => Object.values<number>({ ...of }));
      expect(numbers.every((limit) => Number.isInteger(limit) && limit > 0)).toBe(true);
    }
  }
  expect(limitsOf(club, { roles: [], recipientClasses: [] }).caller).toEqual(club.limits.caller.default);
});

test('having had more never widens what comes out', () => {
  const count = fc.nat(1_000_000);
  const volume = fc.record({ requests: count, records: count });
  const rank = (volumes: Volumes, question: ReturnType<typeof questionOf>) =>
    formRank(decideFully(club, factsOf('club', { volume: volumes }), question).form);
  let refused = 0;
  fc.assert(
    fc.property(volume, volume, volume, volume, fc.boolean(), (caller, organisation, more, still, single) => {
      const question = questionOf('club', { category: 'PHONE', shape: single ? 'SINGLE' : 'LIST' });
      const before = { caller, organisation };
      const after = { caller: sum(caller, more), organisation: sum(organisation, still) };
      if (rank(after, question) === 0) refused += 1;
      expect(rank(after, question)).toBeLessThanOrEqual(rank(before, question));
    }),
    { seed: 20261122, numRuns: 2000 },
  );
  expect(refused).toBeGreaterThan(200);
});

function sum(a: Volumes['caller'], b: Volumes['caller']): Volumes['caller'] {
  return { requests: a.requests + b.requests, records: a.records + b.records };
}
