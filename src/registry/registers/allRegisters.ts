import { appointmentRegister } from './appointment.js';
import { approvalRequestRegister } from './approvalRequest.js';
import { attestationRegister } from './attestation.js';
import { auditPlanRegister } from './auditPlan.js';
import { auditReportRegister } from './auditReport.js';
import { breakGlassRegister } from './breakGlass.js';
import { audienceRegister } from './audience.js';
import { bulletinRegister } from './bulletin.js';
import { bulletinReceiptRegister } from './bulletinReceipt.js';
import { campaignRegister } from './campaign.js';
import { closableFindingRegister } from './closableFinding.js';
import { consentRequestRegister } from './consentRequest.js';
import { contractRegister } from './contract.js';
import { correctiveActionRegister } from './correctiveAction.js';
import { deceasedRegister } from './deceased.js';
import { departmentRegister } from './department.js';
import { departmentMemberRegister } from './departmentMember.js';
import { incidentRegister } from './incident.js';
import { jointUseNoticeRegister } from './jointUseNotice.js';
import { legalOrderRegister } from './legalOrder.js';
import { manualControlRegister } from './manualControl.js';
import { necessityTicketRegister } from './necessityTicket.js';
import { organisationRegister } from './organisation.js';
import { recoveryDrillRegister } from './recoveryDrill.js';
import type { RegisterDefinition } from './registerDefinition.js';
import { rightsCaseRegister } from './rightsCase.js';
import { riskCellRegister } from './riskCell.js';
import { ruleAcknowledgementRegister } from './ruleAcknowledgement.js';
import { ruleBookRegister } from './ruleBook.js';
import { sendJobRegister } from './sendJob.js';
import { serviceRequestRegister } from './serviceRequest.js';
import type { Members } from './shape.js';
import { stopAcknowledgementRegister } from './stopAcknowledgement.js';
import { subjectFlagRegister } from './subjectFlag.js';
import { subjectNoticeRegister } from './subjectNotice.js';
import { suspensionRegister } from './suspension.js';
import { trainingRegister } from './training.js';
import { welfareCaseRegister } from './welfareCase.js';

/** A definition whose members are known only at run time. */
export type AnyRegister = RegisterDefinition<Members>;

/** In the order in which their entries can be recorded: what is referred to comes first. It is also the published order. */
export const ALL_REGISTERS: readonly AnyRegister[] = [
  organisationRegister,
  jointUseNoticeRegister,
  contractRegister,
  departmentRegister,
  departmentMemberRegister,
  appointmentRegister,
  ruleBookRegister,
  ruleAcknowledgementRegister,
  trainingRegister,
  bulletinRegister,
  bulletinReceiptRegister,
  attestationRegister,
  necessityTicketRegister,
  campaignRegister,
  sendJobRegister,
  audienceRegister,
  consentRequestRegister,
  serviceRequestRegister,
  legalOrderRegister,
  breakGlassRegister,
  welfareCaseRegister,
  rightsCaseRegister,
  approvalRequestRegister,
  subjectFlagRegister,
  deceasedRegister,
  subjectNoticeRegister,
  manualControlRegister,
  riskCellRegister,
  recoveryDrillRegister,
  auditPlanRegister,
  auditReportRegister,
  closableFindingRegister,
  correctiveActionRegister,
  suspensionRegister,
  stopAcknowledgementRegister,
  incidentRegister,
];
