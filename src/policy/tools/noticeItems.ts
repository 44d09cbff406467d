/** What a published policy with joint use must say, and which law asks for it. The order is that of the report. */
export const NOTICE_ITEMS: Readonly<Record<string, string>> = {
  statementOfJointUse: 'APPI 27(5)(iii)',
  items: 'APPI 27(5)(iii)',
  recipients: 'APPI 27(5)(iii)',
  purposes: 'APPI 27(5)(iii)',
  'responsibleParty.name': 'APPI 27(5)(iii)',
  'responsibleParty.address': 'APPI 27(5)(iii)',
  'responsibleParty.representative': 'APPI 27(5)(iii)',
  retentionPeriod: 'APPI 22',
  withdrawalMethod: 'ISO/IEC TS 27560; A6-3e',
  affiliateList: 'APPI 27(5)(iii); A2(2)-r1b',
  subcontractorList: 'APPI 27(5)(iii); A2(2)-r3b',
  policyVersionDate: 'T-0',
  securityMeasuresSummary: 'APPI 32(1)(iv)',
  complaintRecipient: 'APPI 32(1)(iv)',
};
