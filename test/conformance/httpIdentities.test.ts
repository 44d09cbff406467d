import { loadDemoConsents } from '../../src/embedded/data/loadDemoConsents.js';
import { resolveIdentities } from '../../src/embedded/identities.js';
import { PERSON_FIELDS, PURCHASE_FIELDS } from '../support/observeForms.js';
import { startGateway, type Data, type Gateway } from '../support/startGateway.js';

/**
 * What the demo family looks like to each demo identity under each of its purposes: the same query, single subjects.
 * Letters as in the matrix, in the order name, code, sex, birth date, address, telephone, e-mail, purchases; '.' is withheld and
 * a dash says that there is no row at all. The mailing house has an instruction for name and address, the desk is closed: it is Sunday.
 */
const EXPECTED: readonly (readonly [name: string, purpose: string, guardian: string, child: string])[] = [
  ['club-staff', 'CLUB_OPERATION', 'RR.RRRR.', 'RR.RRR..'],
  ['club-staff', 'BENEFICIAL_INFORMATION', 'RP.GR.RG', '.P.GG...'],
  ['club-staff', 'MATERIAL_CHANGE_NOTICE', 'R...RRR.', 'R...RR..'],
  ['club-staff', 'CONSENT_REQUEST', 'R..G.MR.', 'R..G.M..'],
  ['club-staff', 'AGGREGATE_ANALYSIS', '-', '-'],
  ['analyst', 'AGGREGATE_ANALYSIS', '-', '-'],
  ['coop-staff', 'CLUB_OPERATION', 'RR.GGMM.', 'RR.GGM..'],
  ['coop-staff', 'BENEFICIAL_INFORMATION', 'RR.GR.RG', '...GG...'],
  ['coop-staff', 'MATERIAL_CHANGE_NOTICE', '-', '-'],
  ['coop-staff', 'CONSENT_REQUEST', '-', '-'],
  ['coop-staff', 'AGGREGATE_ANALYSIS', '-', '-'],
  ['affiliate-staff', 'CLUB_OPERATION', 'PP.GG...', 'PP.GG...'],
  ['affiliate-staff', 'BENEFICIAL_INFORMATION', '-', '-'],
  ['affiliate-staff', 'MATERIAL_CHANGE_NOTICE', '-', '-'],
  ['affiliate-staff', 'CONSENT_REQUEST', '-', '-'],
  ['affiliate-staff', 'AGGREGATE_ANALYSIS', '-', '-'],
  ['operator-staff', 'CLUB_OPERATION', 'RP.GGRR.', 'RP.GGR..'],
  ['operator-staff', 'BENEFICIAL_INFORMATION', '-', '-'],
  ['operator-staff', 'MATERIAL_CHANGE_NOTICE', 'R....RR.', 'R....R..'],
  ['operator-staff', 'CONSENT_REQUEST', 'R..G.MR.', 'R..G.M..'],
  ['operator-staff', 'AGGREGATE_ANALYSIS', '-', '-'],
  ['operator-staff', 'SERVICE_PROTECTION', '-', '-'],
  ['subcontractor-staff', 'CLUB_OPERATION', 'R..G.M..', 'R..G.M..'],
  ['subcontractor-staff', 'BENEFICIAL_INFORMATION', '-', '-'],
  ['subcontractor-staff', 'MATERIAL_CHANGE_NOTICE', '-', '-'],
  ['subcontractor-staff', 'CONSENT_REQUEST', '-', '-'],
  ['subcontractor-staff', 'AGGREGATE_ANALYSIS', '-', '-'],
  ['subcontractor-staff', 'SERVICE_PROTECTION', '-', '-'],
  ['processor-staff', 'CLUB_OPERATION', 'R...R...', 'R...R...'],
  ['processor-staff', 'BENEFICIAL_INFORMATION', 'R...R...', 'R...R...'],
  ['processor-staff', 'MATERIAL_CHANGE_NOTICE', 'R...R...', 'R...R...'],
  ['marketing-tool', 'BENEFICIAL_INFORMATION', '.P.GG..G', '-'],
  ['marketing-tool', 'AGGREGATE_ANALYSIS', '-', '-'],
  ['partner-analyst', 'REQUESTED_SERVICE', '-', '-'],
  ['partner-analyst', 'ANONYMISED_DISCLOSURE', '-', '-'],
  ['partner-analyst', 'CONSENTED_DISCLOSURE', 'R..GRRR.', '-'],
  ['partner-analyst', 'SERVICE_PROTECTION', '-', '-'],
  ['advertiser', 'ANONYMISED_DISCLOSURE', '-', '-'],
  ['advertiser', 'BENEFICIAL_INFORMATION', '-', '-'],
  ['authority-liaison', 'LEGAL_OBLIGATION', '-', '-'],
  ['emergency-responder', 'VITAL_OR_PROPERTY_PROTECTION', '-', '-'],
  ['child-welfare-body', 'CHILD_WELFARE', '-', '-'],
  ['child-welfare-body', 'PUBLIC_HEALTH', '-', '-'],
  ['guardian', 'DATA_SUBJECT_RIGHTS', 'RRRRRRRR', 'RRRRRR..'],
  ['child', 'DATA_SUBJECT_RIGHTS', '-', 'RMRRMM..'],
  ['adult', 'DATA_SUBJECT_RIGHTS', '-', '-'],
  ['member', 'DATA_SUBJECT_RIGHTS', '-', '-'],
  ['employee', 'DATA_SUBJECT_RIGHTS', '-', '-'],
  ['supplier', 'DATA_SUBJECT_RIGHTS', '-', '-'],
  ['consultation-desk', 'DATA_SUBJECT_RIGHTS', '-', '-'],
  ['internal-auditor', 'INTERNAL_AUDIT', 'PP.GGMM.', 'PP.GGM..'],
  ['privacy-manager', 'GOVERNANCE', 'MM.GGMM.', 'MM.GGM..'],
  ['dept-manager', 'GOVERNANCE', 'MM.GGMM.', 'MM.GGM..'],
  ['security-officer', 'SERVICE_PROTECTION', 'PP...MM.', 'PP...M..'],
  ['newcomer', 'ANONYMISED_DISCLOSURE', '-', '-'],
];

const QUERY = `query ($guardian: ID!, $child: ID!) {
  guardian(id: $guardian) { ${PERSON_FIELDS} member { ${PURCHASE_FIELDS} } }
  child(id: $child) { ${PERSON_FIELDS} }
}`;

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  await loadDemoConsents(gateway.data.governance, { families: 40, members: 120, today: '2026-11-22' });
});
afterAll(async () => gateway.close());

function letters(row: Data): string {
  if (row === null) return '-';
  const text = (value: string | null, masked: RegExp) =>
    value === null ? '.' : value.startsWith('P-') ? 'P' : masked.test(value) ? 'M' : 'R';
  const purchases: Data = row.member?.purchases ?? null;
  return [
    text(row.name, /＊/),
    text(row.memberCode, /\*/),
    row.sex === null ? '.' : row.sex === 'UNSPECIFIED' ? 'G' : 'R',
    row.birthDate !== null ? 'R' : row.birthYear !== null ? 'M' : row.ageBand !== null ? 'G' : '.',
    row.address !== null ? text(row.address, /＊/) : row.municipality !== null ? 'G' : '.',
    text(row.phone, /\*/),
    text(row.email, /\*/),
    purchases === null ? '.' : purchases.some(({ amount }: Data) => amount !== null) ? 'R' : 'G',
  ].join('');
}

async function seen(name: string, purpose: string): Promise<readonly [string, string]> {
  const guardian = gateway.identity('guardian').subject?.reference ?? 0;
  const child = gateway.identity('child').subject?.reference ?? 0;
  const variables = { guardian: gateway.idOf(name, 'Guardian', guardian), child: gateway.idOf(name, 'Child', child) };
  const { body } = await gateway.ask({ as: name, purpose, query: QUERY, variables });
  expect(body.errors).toBeUndefined();
  return [letters(body.data.guardian), letters(body.data.child)];
}

test('every demo identity is in the table with every purpose that it may declare', () => {
  const all = resolveIdentities({ families: 40 }).flatMap(({ name, purposes }) =>
    purposes.map((purpose) => `${name} ${purpose}`),
  );
  expect(EXPECTED.map(([name, purpose]) => `${name} ${purpose}`).toSorted()).toEqual(all.toSorted());
});

test.each(EXPECTED)('%s for %s sees the guardian as %s and the child as %s', async (name, purpose, guardian, child) => {
  expect(await seen(name, purpose)).toEqual([guardian, child]);
});
