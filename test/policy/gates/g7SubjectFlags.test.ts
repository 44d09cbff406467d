import type { GateFacts, SubjectFlag } from '../../../src/policy/gateFacts.js';
import { settleFully } from '../../../src/policy/settleFully.js';
import { CONDITIONS, type Condition } from '../../../src/policy/vocabulary.js';
import { asks, type Asking, type PersonName } from './gateWorld.js';

const ALL: ReadonlySet<Condition> = new Set(CONDITIONS);
const everyone = { CHILD_PARTICIPANT: [7] };
const changes: Partial<GateFacts> = {
  held: { SEND_JOB: 'ALL', INSTRUCTION: 'ALL' },
  rowHolders: { 'LEGAL_ORDER:NAME': everyone, 'BREAK_GLASS:NAME': everyone, 'RIGHTS_CASE:NAME': everyone },
};

test.each<[string, PersonName, Asking, readonly SubjectFlag[]]>([
  ['the Club', 'club', {}, ['ERASED', 'STOP_USE']],
  ['the co-op', 'coop', {}, ['ERASED', 'STOP_USE', 'STOP_PROVISION']],
  ['a processor', 'processor', {}, ['ERASED', 'STOP_USE', 'STOP_PROVISION']],
  ['a partner', 'partner', { purpose: 'CONSENTED_DISCLOSURE' }, ['ERASED', 'STOP_USE', 'STOP_PROVISION']],
  ['a legal order', 'police', { purpose: 'LEGAL_OBLIGATION' }, []],
  ['an emergency', 'fire', { purpose: 'VITAL_OR_PROPERTY_PROTECTION' }, ['ERASED']],
  ['the guardian', 'guardian', { purpose: 'DATA_SUBJECT_RIGHTS' }, ['ERASED']],
  ['the desk', 'desk', { purpose: 'DATA_SUBJECT_RIGHTS' }, ['ERASED']],
])('%s is stopped by the flags that reach it, and by no other', (_, name, asking, blocking) => {
  const decision = asks(name, asking, changes);
  expect(decision.ladder.length).toBeGreaterThan(0);
  for (const flag of ['ERASED', 'STOP_USE', 'STOP_PROVISION', 'LEGAL_HOLD', 'GUARDIAN_NOTICE_SUPPRESSED'] as const) {
    const purpose = asking.purpose ?? 'CLUB_OPERATION';
    const settled = settleFully(decision, { purpose, holds: ALL, flags: new Set([flag]) });
    if (blocking.includes(flag)) {
      const reason = flag === 'ERASED' ? 'ERASED' : 'STOPPED_BY_SUBJECT';
      expect(settled).toMatchObject({ form: 'DENIED', reason, gate: 'G7' });
    } else expect(settled.form).toBe('RAW');
  }
});

test('a flag is not told where a condition fails already, but to whom the gates are told in their order', () => {
  const decision = asks('partner', { purpose: 'CONSENTED_DISCLOSURE' });
  const facts = {
    purpose: 'CONSENTED_DISCLOSURE',
    holds: new Set<Condition>(),
    flags: new Set<SubjectFlag>(['ERASED']),
  };
  expect(settleFully(decision, facts)).toMatchObject({ form: 'DENIED', reason: 'CONSENT_REQUIRED' });
  const told = settleFully(decision, { ...facts, flagsFirst: true });
  expect(told).toMatchObject({ form: 'DENIED', reason: 'ERASED', gate: 'G7' });
  const held = settleFully(decision, { ...facts, flags: new Set<SubjectFlag>(['LEGAL_HOLD']), flagsFirst: true });
  expect(held).toMatchObject({ form: 'DENIED', reason: 'CONSENT_REQUIRED', gate: 'G9' });
});
