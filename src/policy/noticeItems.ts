/**
 * What a published policy with joint use must say, and which law asks for it. The order is that of the report. Lint holds the published text
 * to it; a notice of joint use that does not say all of it is not in force.
 */
export const NOTICE_ITEMS = {
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
} as const satisfies Readonly<Record<string, string>>;

export type NoticeItem = keyof typeof NOTICE_ITEMS;
export const NOTICE_ITEM_NAMES = Object.keys(NOTICE_ITEMS) as readonly NoticeItem[];
