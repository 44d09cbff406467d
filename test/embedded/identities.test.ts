import { DEMO_IDENTITIES, resolveIdentities } from '../../src/embedded/identities.js';
import { PURPOSES, ROLES } from '../../src/policy/vocabulary.js';

it('has the identities that clients and dashboards depend on', () => {
  expect(DEMO_IDENTITIES.map(({ name }) => name)).toEqual(
    `club-staff analyst coop-staff affiliate-staff operator-staff subcontractor-staff processor-staff marketing-tool
     partner-analyst advertiser authority-liaison emergency-responder child-welfare-body guardian child adult member employee supplier consultation-desk
     internal-auditor privacy-manager dept-manager security-officer newcomer`.split(/\s+/),
  );
});

it('speaks of registered roles and purposes only', () => {
  for (const { roles, purposes } of DEMO_IDENTITIES) {
    expect(ROLES).toEqual(expect.arrayContaining([...roles]));
    expect(PURPOSES).toEqual(expect.arrayContaining([...purposes]));
    expect(purposes).not.toEqual([]);
  }
});

it('gives persons to those who have one, and to nobody else', () => {
  const withPerson = resolveIdentities({ families: 3_000 })
    .filter(({ subject, staffReference }) => subject !== undefined || staffReference !== undefined)
    .map(
      ({ name, subject, staffReference }) =>
        `${name} ${subject?.kind ?? 'STAFF'} ${subject?.reference ?? staffReference}`,
    );
  expect(withPerson).toEqual([
    'operator-staff STAFF 1',
    'subcontractor-staff STAFF 14',
    'guardian GUARDIAN 7',
    'child CHILD_PARTICIPANT 11',
    'adult GUARDIAN 8',
    'member COOP_MEMBER 1',
    'employee OFFICER_OR_EMPLOYEE 1000000001',
    'supplier SUPPLIER_CONTACT 1',
  ]);
});
