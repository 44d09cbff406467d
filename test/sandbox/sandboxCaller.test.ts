import { resolveIdentities } from '../../src/embedded/identities.js';
import { sandboxCaller } from '../../src/embedded/sandbox/sandboxCaller.js';
import type { VerifiedCaller } from '../../src/policy/caller.js';

const IDENTITIES = resolveIdentities({ families: 40 });
const named = (name: string) => IDENTITIES.find((identity) => identity.name === name)!;
const REAL: VerifiedCaller = {
  subjectId: 'real-sub-canary',
  organisation: 'SENDAI_HOSO',
  roles: ['OPERATOR_STAFF'],
  purposes: ['CLUB_OPERATION'],
  amr: ['pwd'],
  managedDevice: false,
  staffReference: 987_654,
};

describe('a caller in the sandbox', () => {
  it('is played by the demo identity of the same organisation and roles, with its person', () => {
    const played = sandboxCaller(REAL, IDENTITIES);
    expect(played.subjectId).toBe('demo:operator-staff');
    expect(played.staffReference).toBe(named('operator-staff').staffReference);
  });

  it('keeps what the token allows: nobody gets a purpose, a role or a second factor by going there', () => {
    const { subjectId: _s, staffReference: _r, ...claims } = REAL;
    expect(sandboxCaller(REAL, IDENTITIES)).toMatchObject(claims);
  });

  it('brings no key of a real person along', () => {
    const person: VerifiedCaller = {
      ...REAL,
      organisation: 'SELF',
      roles: ['SELF_GUARDIAN'],
      subject: { kind: 'GUARDIAN', reference: 987_654 },
    };
    for (const caller of [REAL, person, { ...person, organisation: 'ELSEWHERE' }, { ...REAL, roles: [] }]) {
      const text = JSON.stringify(sandboxCaller(caller, IDENTITIES));
      expect(text).not.toContain('987654');
      expect(text).not.toContain('canary');
    }
    expect(sandboxCaller(person, IDENTITIES).subject).toEqual(named('guardian').subject);
  });

  it('leaves each demo identity itself', () => {
    for (const identity of IDENTITIES) expect(sandboxCaller(identity, IDENTITIES)).toEqual(identity);
  });

  it('is nobody in particular without a counterpart, and has no own record', () => {
    const stranger = sandboxCaller({ ...REAL, organisation: 'ELSEWHERE' }, IDENTITIES);
    expect(stranger.subjectId).toBe('sandbox:ELSEWHERE OPERATOR_STAFF');
    expect([stranger.subject, stranger.staffReference]).toEqual([undefined, undefined]);
  });
});
