import type {
  ContractChain,
  ContractFact,
  GateFacts,
  NoticeFact,
  RowHolders,
  SubjectFlag,
  Volume,
} from '../../policy/gateFacts.js';
import type { VerifiedCaller } from '../../policy/caller.js';
import { tokyoToday } from '../../policy/lifeStage.js';
import {
  DATA_CATEGORIES,
  type CaseCondition,
  type DataCategory,
  type Purpose,
  type SubjectKind,
} from '../../policy/vocabulary.js';
import type { AuditFindingPayload } from '../registers/auditFinding.js';
import type { AppointmentPayload } from '../registers/appointment.js';
import type { ApprovalRequestPayload } from '../registers/approvalRequest.js';
import type { AttestationPayload } from '../registers/attestation.js';
import type { BreakGlassPayload } from '../registers/breakGlass.js';
import type { BulletinPayload } from '../registers/bulletin.js';
import type { BulletinReceiptPayload } from '../registers/bulletinReceipt.js';
import type { CampaignPayload } from '../registers/campaign.js';
import type { ContractPayload } from '../registers/contract.js';
import type { DepartmentMemberPayload } from '../registers/departmentMember.js';
import { missingNoticeItems, usableItems, type JointUseNoticePayload } from '../registers/jointUseNotice.js';
import type { LegalOrderPayload } from '../registers/legalOrder.js';
import type { NecessityTicketPayload } from '../registers/necessityTicket.js';
import type { OrganisationPayload } from '../registers/organisation.js';
import type { RightsCasePayload } from '../registers/rightsCase.js';
import type { RuleAcknowledgementPayload } from '../registers/ruleAcknowledgement.js';
import type { RuleBookPayload } from '../registers/ruleBook.js';
import type { SendJobPayload } from '../registers/sendJob.js';
import type { ServiceRequestPayload } from '../registers/serviceRequest.js';
import type { SuspensionPayload } from '../registers/suspension.js';
import type { TrainingPayload } from '../registers/training.js';
import type { WelfareCasePayload } from '../registers/welfareCase.js';
import { isDeskOpen } from './deskHours.js';
import { holdsOffice } from './holdsOffice.js';
import { papersOf, type StandingPaper } from './papersOf.js';
import type { FactRows } from './readFactEntries.js';
import { unreadSince } from './unreadSince.js';

export interface FactCircumstances {
  readonly caller: VerifiedCaller;
  readonly purpose: Purpose | null;
  /** The one service that the request is for. @default any */
  readonly service?: string | undefined;
  readonly now: Date;
}

/** The same facts for one subject and for lists: a necessity ticket may be good for the one and not for the other. */
export interface FactsByShape {
  readonly SINGLE: GateFacts;
  readonly LIST: GateFacts;
  /** What decisions can stand on, for the audit log. */
  readonly papers: readonly StandingPaper[];
  /** That the caller holds now. */
  readonly offices: readonly AppointmentPayload['office'][];
}

type Shape = 'SINGLE' | 'LIST';
type Keys = Partial<Record<SubjectKind, readonly number[]>>;
interface Subject {
  readonly kind: SubjectKind;
  readonly reference: number;
}

/** The rows of the registers as the facts of one caller and purpose. Pure. */
export function gateFactsOf(rows: FactRows, circumstances: FactCircumstances): FactsByShape {
  const { entries, subjects, volumes } = rows;
  const { caller, now } = circumstances;
  const byRegister = Map.groupBy(entries, ({ register }) => register);
  const of = <P>(register: string): readonly P[] => (byRegister.get(register) ?? []).map((entry) => entry.payload as P);
  const [member] = of<DepartmentMemberPayload>('DEPARTMENT_MEMBER');
  const [organisation] = of<OrganisationPayload>('ORGANISATION');
  // A ticket of the own organisation is for the department whose manager gave it (A8-3).
  const ours = <P>(register: string): readonly P[] =>
    of<P>(register).filter((payload) => {
      if (register !== 'NECESSITY_TICKET' || organisation?.accountable !== true) return true;
      return (payload as NecessityTicketPayload).department === member?.department;
    });
  const [rules] = of<RuleBookPayload>('RULE_BOOK');
  const appointments = of<AppointmentPayload>('APPOINTMENT');
  const offices = appointments.filter(({ person }) => person === caller.subjectId).map(({ office }) => office);
  const emergencies = of<BreakGlassPayload>('BREAK_GLASS').filter(({ person }) => person === caller.subjectId);
  const shared = {
    now: now.toISOString(),
    today: tokyoToday(now),
    caller: {
      subjectId: caller.subjectId,
      organisation: caller.organisation,
      human: caller.roles.length === 0 || caller.roles.some((role) => role !== 'MARKETING_TOOL'),
      mfa: caller.amr.includes('mfa'),
      managedDevice: caller.managedDevice === true,
      department: member?.department ?? null,
      withoutOffice: caller.roles.filter((role) => !holdsOffice(role, offices)),
    },
    organisation:
      organisation === undefined
        ? null
        : {
            code: organisation.code,
            recipientClasses: organisation.recipientClasses,
            jointUseEnabled: organisation.jointUseEnabled,
            suspended: organisation.suspended,
            stopped: isStopped(organisation, of('SUSPENSION')),
            // An entry that was recorded before it could say so has no country at all.
            abroad: (organisation.country ?? 'JP') !== 'JP',
          },
    notice: noticeOf(of<JointUseNoticePayload>('JOINT_USE_NOTICE'), tokyoToday(now)),
    contracts: contractsOf(of<ContractPayload>('CONTRACT'), caller.organisation),
    departmentHasManager: appointments.some(
      ({ office, department }) => office === 'DEPT_MANAGER' && department !== null && department === member?.department,
    ),
    privacyManagerActive: appointments.some(({ office }) => office !== 'DEPT_MANAGER'),
    rulesAcknowledged: of<RuleAcknowledgementPayload>('RULE_ACKNOWLEDGEMENT').some(
      ({ ruleVersion, pledged }) => pledged && ruleVersion === rules?.version,
    ),
    trainingCurrent: of<TrainingPayload>('TRAINING').some(({ counts }) => counts),
    bulletinUnreadSince: unreadSince(of<BulletinPayload>('BULLETIN'), of<BulletinReceiptPayload>('BULLETIN_RECEIPT')),
    attested: of<AttestationPayload>('ATTESTATION').some(({ trained, secrecy }) => trained && secrecy),
    deskOpen: isDeskOpen(now),
    breakGlassActive: emergencies.length > 0,
    deceased: Object.fromEntries(
      subjects.filter(({ register }) => register === 'DECEASED').map(({ kind, keys }) => [kind, keys]),
    ),
    flagged: flaggedOf(subjects),
    volume: { caller: volumeOf(volumes, 'CALLER'), organisation: volumeOf(volumes, 'ORGANISATION') },
    suspendedRules: of<AuditFindingPayload>('AUDIT_FINDING').flatMap(({ suspendsRule }) => suspendsRule ?? []),
  };
  const ended = rows.emergencyEnded && emergencies.length === 0;
  const conditions = conditionsOf(ours, circumstances);
  const papers = papersOf(rows, circumstances);
  const facts = (shape: Shape): GateFacts => {
    const { held, unmet } = conditions(shape);
    const reasons = { ...unmet, ...(ended ? { BREAK_GLASS: 'BREAK_GLASS_EXPIRED' } : {}) };
    return { ...shared, held, unmet: reasons, rowHolders: holdersOf(ours, circumstances, emergencies, shape) };
  };
  return { SINGLE: facts('SINGLE'), LIST: facts('LIST'), papers, offices };
}

/** By name, or as one of all recipients outside; nobody is kept from their own data. */
function isStopped(
  { code, accountable, recipientClasses }: OrganisationPayload,
  suspensions: readonly SuspensionPayload[],
): boolean {
  const person = recipientClasses.every((name) => name === 'DATA_SUBJECT' || name === 'LEGAL_REPRESENTATIVE');
  return suspensions.some(
    ({ organisation }) => organisation === code || (organisation === null && !accountable && !person),
  );
}

function noticeOf(notices: readonly JointUseNoticePayload[], today: string): NoticeFact | null {
  const notice = notices.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1))[0];
  if (notice === undefined) return null;
  const { version, purposes, recipients, caps: maxForm } = notice;
  const items = usableItems(notice, today);
  return { version, missing: missingNoticeItems(notice), items, purposes, recipients, maxForm };
}

/** Each own contract, and those that it hangs on. One whose link is not on record ends the chain as incomplete. */
function contractsOf(contracts: readonly ContractPayload[], organisation: string): readonly ContractChain[] {
  return contracts
    .filter(({ contractor }) => contractor === organisation)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((own) => chainOf(own, contracts));
}

function chainOf(own: ContractPayload, contracts: readonly ContractPayload[]): ContractChain {
  const chain = [own];
  for (let last = own; last.upstreamContract !== null;) {
    const { upstreamContract } = last;
    const next = contracts.find(({ id }) => id === upstreamContract);
    if (next === undefined || chain.includes(next)) return { chain: chain.map(contractFact), complete: false };
    chain.push(next);
    last = next;
  }
  return { chain: chain.map(contractFact), complete: true };
}

function contractFact(contract: ContractPayload): ContractFact {
  const { id, type, status, clauses, scope, caps } = contract;
  return { id, type, status, clauses, scope, caps, assessed: contract.assessment?.result === 'PASSED' };
}

type Registers = <P>(register: string) => readonly P[];

/** Tickets, jobs, instructions and approvals about anybody: they hold for the whole request. */
function conditionsOf(
  of: Registers,
  circumstances: FactCircumstances,
): (shape: Shape) => Pick<GateFacts, 'held' | 'unmet'> {
  const { caller, purpose } = circumstances;
  const allTickets = of<NecessityTicketPayload>('NECESSITY_TICKET').filter((ticket) => isMine(ticket, circumstances));
  const allApprovals = of<ApprovalRequestPayload>('APPROVAL').filter((request) => isMine(request, circumstances));
  const tickets = allTickets.filter((ticket) => ticket.subjects.length === 0 && !isOwnTicket(ticket, caller));
  const approved = allApprovals.filter((request) => request.subjects.length === 0 && isApprovedFor(request, caller));
  const jobs = of<SendJobPayload>('SEND_JOB').filter((job) => job.purpose === purpose);
  const campaigns = of<CampaignPayload>('CAMPAIGN');
  const judged = ({ campaign }: SendJobPayload) =>
    campaign === null || campaigns.some(({ id, judgement }) => id === campaign && judgement !== null);
  const material = (job: SendJobPayload) => job.reasonCode !== 'OTHER_MATERIAL' || isApproved(job);
  const instructed = of<ContractPayload>('CONTRACT')
    .filter(({ contractor, type, status, scope }) => {
      const serves = purpose !== null && scope.includes(purpose);
      return contractor === caller.organisation && type === 'ENTRUSTMENT' && status === 'ACTIVE' && serves;
    })
    .flatMap(({ caps }) => DATA_CATEGORIES.filter((category) => caps[category] !== undefined));
  return (shape) => ({
    held: {
      NECESSITY_TICKET: tickets.filter((ticket) => isFor(ticket, shape)).flatMap(({ categories }) => categories),
      APPROVAL: approved.flatMap(({ categories }) => categories),
      INSTRUCTION: instructed,
      ...(jobs.some((job) => judged(job) && material(job)) ? { SEND_JOB: 'ALL' as const } : {}),
    },
    unmet: {
      ...(jobs.some((job) => !judged(job)) ? { SEND_JOB: 'BENEFIT_NOT_JUDGED' } : {}),
      ...(jobs.some((job) => !material(job)) ? { SEND_JOB: 'MATERIALITY_NOT_APPROVED' } : {}),
      ...(allApprovals.some((request) => isApproved(request) && !isApprovedFor(request, caller))
        ? { APPROVAL: 'SELF_APPROVAL' }
        : {}),
      ...(allTickets.some((ticket) => isOwnTicket(ticket, caller)) ? { NECESSITY_TICKET: 'SELF_APPROVAL' } : {}),
    },
  });
}

/** A ticket for one person at a time opens nothing of a list, whether it names subjects or not (C01). */
function isFor({ forLists }: NecessityTicketPayload, shape: Shape): boolean {
  return shape === 'SINGLE' || forLists;
}

/** For this purpose, and for a role that the caller has. */
function isMine(
  said: { readonly role: string; readonly purpose: string },
  { caller, purpose }: FactCircumstances,
): boolean {
  return said.purpose === purpose && caller.roles.some((own) => own === said.role);
}

function isApproved({ approval, requestedBy }: Pick<ApprovalRequestPayload, 'approval' | 'requestedBy'>): boolean {
  return approval !== null && approval.by !== requestedBy;
}

/** A yes counts for others than who said it: else two who ask for each other approve themselves (A7-o, A8-1). */
function isApprovedFor(request: ApprovalRequestPayload, { subjectId }: VerifiedCaller): boolean {
  return isApproved(request) && request.approval?.by !== subjectId;
}

/** The same of a ticket (A7-o). */
function isOwnTicket({ givenBy }: NecessityTicketPayload, { subjectId }: VerifiedCaller): boolean {
  return givenBy === subjectId;
}

/** Cases, orders and requests about single subjects. */
function holdersOf(
  of: Registers,
  circumstances: FactCircumstances,
  emergencies: readonly BreakGlassPayload[],
  shape: Shape,
): RowHolders {
  const { caller, purpose } = circumstances;
  const holders = new Map<string, Map<SubjectKind, number[]>>();
  const add = (condition: CaseCondition, categories: readonly DataCategory[], who: readonly Subject[]): void => {
    for (const category of categories) {
      const key = `${condition}:${category}`;
      const kinds = holders.get(key) ?? new Map<SubjectKind, number[]>();
      holders.set(key, kinds);
      for (const { kind, reference } of who) kinds.set(kind, [...(kinds.get(kind) ?? []), reference]);
    }
  };
  const isAskedFor = ({ service }: ServiceRequestPayload) => service === (circumstances.service ?? service);
  for (const request of of<ServiceRequestPayload>('SERVICE_REQUEST').filter(isAskedFor))
    add('SERVICE_REQUEST', request.needSet, [request.subject]);
  for (const order of of<LegalOrderPayload>('LEGAL_ORDER')) {
    if (isApproved(order)) add('LEGAL_ORDER', order.fields, order.subjects);
  }
  for (const found of of<WelfareCasePayload>('WELFARE_CASE')) {
    if (isApproved(found) && found.purpose === purpose)
      add('WELFARE_CASE', found.categories, [found.subject, ...found.others]);
  }
  for (const emergency of emergencies) add('BREAK_GLASS', DATA_CATEGORIES, [emergency.subject, ...emergency.guardians]);
  for (const ticket of of<NecessityTicketPayload>('NECESSITY_TICKET').filter((each) => isMine(each, circumstances))) {
    if (isFor(ticket, shape) && !isOwnTicket(ticket, caller))
      add('NECESSITY_TICKET', ticket.categories, ticket.subjects);
  }
  for (const request of of<ApprovalRequestPayload>('APPROVAL').filter((each) => isMine(each, circumstances))) {
    if (isApprovedFor(request, caller)) add('APPROVAL', request.categories, request.subjects);
  }
  if (caller.roles.includes('CONSULTATION_DESK')) {
    for (const found of of<RightsCasePayload>('RIGHTS_CASE')) {
      if (found.verifiedAt !== null) add('RIGHTS_CASE', DATA_CATEGORIES, [found.subject]);
    }
  }
  return Object.fromEntries([...holders].map(([key, kinds]) => [key, Object.fromEntries(kinds)]));
}

function volumeOf(volumes: FactRows['volumes'], scope: 'CALLER' | 'ORGANISATION'): Volume {
  const { requests = 0, records = 0 } = volumes.find((each) => each.scope === scope) ?? {};
  return { requests, records };
}

function flaggedOf(subjects: FactRows['subjects']): GateFacts['flagged'] {
  const flagged: Partial<Record<SubjectFlag, Keys>> = {};
  for (const { register, flag, kind, keys } of subjects) {
    if (register !== 'SUBJECT_FLAG' || flag === null) continue;
    flagged[flag as SubjectFlag] = { ...flagged[flag as SubjectFlag], [kind]: keys };
  }
  return flagged;
}
