import type { contractRegister } from '../../registry/registers/contract.js';
import type { Said } from '../../registry/registers/shape.js';

type ContractSaid = Said<(typeof contractRegister)['members']>;

const JOINT = ['CLUB_OPERATION', 'BENEFICIAL_INFORMATION', 'MATERIAL_CHANGE_NOTICE', 'CONSENT_REQUEST'] as const;
const CLAUSES = ['CONFIDENTIALITY', 'RETURN_OR_ERASE', 'AUDIT_RIGHT', 'INCIDENT_NOTICE'] as const;

type Short = Pick<ContractSaid, 'id' | 'type' | 'principal' | 'contractor' | 'subjectMatter' | 'scope'> &
  Partial<Omit<ContractSaid, 'id' | 'type' | 'principal' | 'contractor' | 'subjectMatter' | 'scope'>>;

/** The contracts of the demo world, upstream ones first, each signed and assessed on the day. */
export function demoContracts(signedOn: string): readonly ContractSaid[] {
  const contract = (short: Short): ContractSaid => ({
    status: 'ACTIVE',
    clauses: [...CLAUSES],
    signedOn,
    assessment: { assessedOn: signedOn, result: 'PASSED', by: 'demo:privacy-manager' },
    ...short,
  });
  return [
    contract({
      id: 'JU-COOP',
      type: 'JOINT_USE',
      principal: 'GAKKO',
      contractor: 'COOP',
      subjectMatter: '個人情報の共同利用に関する覚書',
      scope: [...JOINT, 'AGGREGATE_ANALYSIS'],
    }),
    contract({
      id: 'JU-AFFILIATE',
      type: 'JOINT_USE',
      principal: 'GAKKO',
      contractor: 'COOP_AFFILIATE',
      subjectMatter: '個人情報の共同利用に関する覚書',
      scope: [...JOINT, 'AGGREGATE_ANALYSIS'],
    }),
    contract({
      id: 'OP-SENDAI',
      type: 'OPERATIONS',
      principal: 'COOP',
      contractor: 'SENDAI_HOSO',
      subjectMatter: 'プログラミングクラブ運営業務委託契約',
      scope: [...JOINT, 'AGGREGATE_ANALYSIS'],
      clauses: [...CLAUSES, 'SUBCONTRACT_CONSENT'],
    }),
    contract({
      id: 'SUB-KODOMO',
      type: 'SUBCONTRACT',
      principal: 'SENDAI_HOSO',
      contractor: 'KODOMO_TECH',
      subjectMatter: 'プログラミングクラブ教室運営業務委託契約',
      scope: [...JOINT, 'AGGREGATE_ANALYSIS'],
      upstreamContract: 'OP-SENDAI',
    }),
    contract({
      id: 'EN-MAIL',
      type: 'ENTRUSTMENT',
      principal: 'GAKKO',
      contractor: 'MAIL_HOUSE',
      subjectMatter: '発送業務委託契約',
      scope: ['CLUB_OPERATION', 'BENEFICIAL_INFORMATION', 'MATERIAL_CHANGE_NOTICE'],
      caps: { NAME: 'RAW', ADDRESS: 'RAW' },
    }),
    contract({
      id: 'PA-BOOKS',
      type: 'PARTNER',
      principal: 'GAKKO',
      contractor: 'PARTNER_BOOKS',
      subjectMatter: '提携サービス基本契約',
      scope: ['REQUESTED_SERVICE', 'CONSENTED_DISCLOSURE', 'ANONYMISED_DISCLOSURE'],
      clauses: [...CLAUSES, 'USE_LIMIT'],
    }),
  ];
}
