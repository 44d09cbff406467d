import type { Policy } from '../../policy/policy.js';
import type { organisationRegister } from '../../registry/registers/organisation.js';
import type { Said } from '../../registry/registers/shape.js';

type OrganisationSaid = Said<(typeof organisationRegister)['members']>;

/** Made-up numbers with a right check digit; the real ones of real bodies are left out. */
const NUMBERS: Readonly<Record<string, string>> = {
  COOP_AFFILIATE: '8999999999901',
  KODOMO_TECH: '7999999999902',
  MAIL_HOUSE: '6999999999903',
  PARTNER_BOOKS: '5999999999904',
  AD_AGENCY: '4999999999905',
};

const ENTITY_TYPES: Readonly<Record<string, OrganisationSaid['entityType']>> = {
  COOP: 'COOPERATIVE',
  MIYAGI_POLICE: 'PUBLIC_BODY',
  SENDAI_FIRE: 'PUBLIC_BODY',
  CHILD_GUIDANCE_CENTRE: 'PUBLIC_BODY',
  SELF: 'NONE',
  PUBLIC: 'NONE',
};

/** The register's entries of the policy's organisations, owners first; all joint users are switched on. */
export function demoOrganisations(policy: Policy): readonly OrganisationSaid[] {
  const all = Object.values(policy.organisations);
  const ordered = [...all.filter(({ parent }) => parent === null), ...all.filter(({ parent }) => parent !== null)];
  return ordered.map(({ code, name, parent, recipientClasses, accountable }) => ({
    code,
    name,
    parent,
    recipientClasses,
    accountable,
    entityType: ENTITY_TYPES[code] ?? 'CORPORATION',
    corporateNumber: NUMBERS[code] ?? null,
    shareholdingEvidence: code === 'COOP_AFFILIATE' ? '有価証券報告書 2026年3月期 関係会社の状況' : null,
    jointUseEnabled: recipientClasses.some((recipientClass) => recipientClass.startsWith('JOINT_USER_')),
    suspended: false,
    address: code === 'PARTNER_BOOKS' ? '宮城県仙台市青葉区本町9-9-9' : null,
    representative: code === 'PARTNER_BOOKS' ? '代表取締役 見本 一郎' : null,
  }));
}
