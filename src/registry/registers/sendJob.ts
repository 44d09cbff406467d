import { APPROVAL_MEMBERS, awaitingApproval } from './approval.js';
import { campaignRegister } from './campaign.js';
import { managesDepartmentOf } from './departmentMember.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister } from './registerDefinition.js';
import { choice, optional, text, word, type Payload } from './shape.js';

const members = {
  purpose: choice('SendJobPurpose', ['BENEFICIAL_INFORMATION', 'MATERIAL_CHANGE_NOTICE', 'CONSENT_REQUEST']),
  /** Organisation code of who sends on behalf of the Club. */
  sender: word(),
  /** Key of the campaign, for BENEFICIAL_INFORMATION. */
  campaign: optional(word()),
  reasonCode: optional(choice('MaterialReason', ['CURRICULUM_CHANGE', 'SUSPENSION', 'OTHER_MATERIAL'])),
  about: text(),
  ...APPROVAL_MEMBERS,
} as const;

export type SendJobPayload = Payload<typeof members>;

/** Send jobs that the Club delegates. OTHER_MATERIAL counts once the manager of the department that asked has approved it. */
export const sendJobRegister = defineRegister({
  name: 'SEND_JOB',
  noun: 'SendJob',
  plural: 'sendJobs',
  description: 'Send jobs that the Club delegates to a recipient: the condition d of the matrix.',
  clauses: ['A2(1)-2a', 'A2(1)-3a', 'A2(1)-3b', 'A2(1)-3c', 'A2(1)-4'],
  members,
  recorders: ['CLUB_STAFF'],
  // A department manager approves and ends as one who governs.
  purposes: ['BENEFICIAL_INFORMATION', 'MATERIAL_CHANGE_NOTICE', 'CONSENT_REQUEST', 'GOVERNANCE'],
  enders: ['CLUB_STAFF', 'DEPT_MANAGER', 'PRIVACY_MANAGER'],
  approvers: ['DEPT_MANAGER'],
  longestDays: 30,
  organisationOf: ({ sender }) => sender,
  assign: awaitingApproval,
  check: async ({ payload: { purpose, sender, campaign, reasonCode } }, look) => {
    if (look.policy.organisations[sender] === undefined) badInput(`sender "${sender}": is not in the policy`);
    if ((purpose === 'MATERIAL_CHANGE_NOTICE') !== (reasonCode !== null)) {
      badInput(
        `reasonCode ${JSON.stringify(reasonCode)}: a notice of material change has one, others have none (A2(1)-3b)`,
      );
    }
    if ((purpose === 'BENEFICIAL_INFORMATION') !== (campaign !== null)) {
      badInput(`campaign ${JSON.stringify(campaign)}: beneficial information has one, others have none (A2(1)-2a)`);
    }
    if (campaign === null) return;
    const [plan] = await look.inForce(campaignRegister, { key: campaign });
    if (plan === undefined) badInput(`campaign "${campaign}": there is none`);
    if (plan?.payload.judgement === null)
      refuse('BENEFIT_NOT_JUDGED', 'the Club has not judged the campaign useful (A2(1)-2a)');
  },
  checkApproval: async ({ payload }, recorder, look) => {
    if (!(await managesDepartmentOf(payload.requestedBy, recorder.subjectId, look))) {
      refuse('NO_DEPT_MANAGER', 'approved by the manager in office of the department that asked (A8-3)');
    }
  },
});
