import { campaignRegister } from '../../src/registry/registers/campaign.js';
import { approvalRequestRegister } from '../../src/registry/registers/approvalRequest.js';
import { breakGlassRegister } from '../../src/registry/registers/breakGlass.js';
import { legalOrderRegister } from '../../src/registry/registers/legalOrder.js';
import { necessityTicketRegister } from '../../src/registry/registers/necessityTicket.js';
import type { RegisterDefinition, Recorder } from '../../src/registry/registers/registerDefinition.js';
import { rightsCaseRegister } from '../../src/registry/registers/rightsCase.js';
import { sendJobRegister } from '../../src/registry/registers/sendJob.js';
import { serviceRequestRegister } from '../../src/registry/registers/serviceRequest.js';
import type { Members, Said } from '../../src/registry/registers/shape.js';
import { welfareCaseRegister } from '../../src/registry/registers/welfareCase.js';
import type { Condition, DataCategory, Purpose, Role } from '../../src/policy/vocabulary.js';
import type { ArrangedWorld } from '../support/arrangeSubjects.js';
import type { Gateway } from '../support/startGateway.js';

/** One entry of a register as the matrix sees it: for whom, what for, about whom the condition holds. Null: whatever. */
export interface ArrangedCase {
  readonly condition: Condition;
  readonly organisation: string;
  readonly role: Role | null;
  readonly purpose: Purpose | null;
  readonly about: readonly string[] | null;
  readonly categories: readonly DataCategory[] | null;
}

export interface Speaker {
  readonly organisation: string;
  readonly role: Role | null;
  readonly purpose: Purpose;
}

export function speaksFor(one: ArrangedCase, caller: Speaker, alias: string, category: DataCategory): boolean {
  return (
    one.organisation === caller.organisation &&
    (one.role === null || one.role === caller.role) &&
    (one.purpose === null || one.purpose === caller.purpose) &&
    (one.about?.includes(alias) ?? true) &&
    (one.categories?.includes(category) ?? true)
  );
}

/** Of every kind of person one has a case, and another has none. */
const WITH_CASE = ['ga', 'ca', 'ct', 'ma', 'sa'];
const CLUB_PEOPLE = ['ga', 'gn', 'ca', 'ct'];
const SAMPLE = ['ga', 'ca', 'ma', 'sa'];
const NEEDED = ['NAME', 'BIRTH_DATE', 'EMAIL', 'PHONE'] as const;
const ORDERED = ['NAME', 'MEMBER_CODE', 'SEX', 'BIRTH_DATE', 'ADDRESS', 'PHONE', 'PURCHASE_HISTORY'] as const;
const LISTED = [...ORDERED, 'EMAIL'] as const;

const TICKETS = [
  ['GAKKO', 'CLUB_STAFF', 'CLUB_OPERATION', ['SEX', 'PHONE']],
  ['GAKKO', 'CLUB_STAFF', 'CONSENT_REQUEST', ['ADDRESS']],
  ['SENDAI_HOSO', 'OPERATOR_STAFF', 'MATERIAL_CHANGE_NOTICE', ['ADDRESS']],
] as const;
const APPROVALS = [
  ['GAKKO', 'ANALYST', 'AGGREGATE_ANALYSIS', LISTED, null],
  ['PARTNER_BOOKS', 'PARTNER', 'CONSENTED_DISCLOSURE', ['PURCHASE_HISTORY'], null],
  ['GAKKO', 'INTERNAL_AUDITOR', 'INTERNAL_AUDIT', ['NAME', 'PHONE'], SAMPLE],
  ['GAKKO', 'PRIVACY_MANAGER', 'GOVERNANCE', ['NAME'], SAMPLE],
] as const;
const SENDERS = ['COOP', 'COOP_AFFILIATE', 'SENDAI_HOSO', 'KODOMO_TECH'] as const;
const JOBS = ['BENEFICIAL_INFORMATION', 'MATERIAL_CHANGE_NOTICE', 'CONSENT_REQUEST'] as const;

const manager: Recorder = { subjectId: 'demo:privacy-manager', organisation: 'GAKKO', role: 'PRIVACY_MANAGER' };
const head: Recorder = { subjectId: 'demo:dept-manager', organisation: 'GAKKO', role: 'DEPT_MANAGER' };
const club: Recorder = { subjectId: 'demo:club-staff', organisation: 'GAKKO', role: 'CLUB_STAFF' };
const desk: Recorder = { subjectId: 'demo:consultation-desk', organisation: 'GAKKO', role: 'CONSULTATION_DESK' };
/** The caller of the tests, in an emergency. */
const responder: Recorder = { subjectId: 'test', organisation: 'SENDAI_FIRE', role: 'EMERGENCY_RESPONDER' };

/** Records a ticket, job, approval, request, order, emergency and case of each kind that the matrix asks for. */
export async function arrangeCases({ environment }: Gateway, world: ArrangedWorld): Promise<readonly ArrangedCase[]> {
  const { registers } = environment;
  const done: ArrangedCase[] = [];
  const validTo = new Date(environment.now().getTime() + 7 * 86_400_000);
  const subject = (alias: string) => ({ kind: world.person(alias).kind, reference: world.person(alias).key });
  const record = async <M extends Members>(register: RegisterDefinition<M>, recorder: Recorder, payload: Said<M>) =>
    registers.record(register, { payload, recorder, validTo });
  const holds = (
    condition: Condition,
    organisation: string,
    rest: Partial<Omit<ArrangedCase, 'condition' | 'organisation'>>,
  ) => done.push({ condition, organisation, role: null, purpose: null, about: null, categories: null, ...rest });

  for (const [organisation, role, purpose, categories] of TICKETS) {
    const said = { organisation, role, purpose, categories: [...categories] };
    await record(necessityTicketRegister, head, { ...said, subjects: [], forLists: true, why: 'camp' });
    holds('NECESSITY_TICKET', organisation, { role, purpose, categories });
  }
  for (const [organisation, role, purpose, categories, about] of APPROVALS) {
    const subjects = (about ?? []).map(subject);
    const said = { organisation, role, purpose, categories: [...categories], subjects, why: 'sample' };
    const { key } = await record(approvalRequestRegister, head, said);
    await registers.approve(approvalRequestRegister, { key, recorder: manager, reason: 'yes' });
    holds('APPROVAL', organisation, { role, purpose, categories, about });
  }
  const campaign = { id: 'spring', title: 'Spring', contentClass: 'OWN_SERVICE', usefulBecause: 'next level' } as const;
  await registers.record(campaignRegister, { payload: campaign, recorder: club });
  for (const sender of SENDERS) {
    for (const purpose of JOBS) {
      await record(sendJobRegister, club, {
        sender,
        purpose,
        about: 'x',
        campaign: purpose === 'BENEFICIAL_INFORMATION' ? campaign.id : null,
        reasonCode: purpose === 'MATERIAL_CHANGE_NOTICE' ? 'SUSPENSION' : null,
      });
      holds('SEND_JOB', sender, { purpose });
    }
  }
  for (const alias of CLUB_PEOPLE) {
    const service = { partner: 'PARTNER_BOOKS', service: 'books', needSet: [...NEEDED] } as const;
    const requestedBy = subject('ga');
    await record(serviceRequestRegister, desk, {
      ...service,
      subject: subject(alias),
      requestedBy: alias.startsWith('g') ? subject(alias) : requestedBy,
    });
  }
  holds('SERVICE_REQUEST', 'PARTNER_BOOKS', { about: CLUB_PEOPLE, categories: NEEDED });
  const order = await record(legalOrderRegister, club, {
    authority: 'MIYAGI_POLICE',
    statute: 'x',
    caseNumber: '1',
    subjects: [...WITH_CASE, 'gd'].map(subject),
    fields: [...ORDERED],
    binding: true,
    subjectNotice: true,
  });
  await registers.approve(legalOrderRegister, { key: order.key, recorder: manager, reason: 'yes' });
  holds('LEGAL_ORDER', 'MIYAGI_POLICE', { about: [...WITH_CASE, 'gd'], categories: ORDERED });
  for (const alias of WITH_CASE) {
    const danger = { danger: 'LIFE', whatHappens: 'fire', whyConsentHard: 'unconscious' } as const;
    await registers.record(breakGlassRegister, {
      payload: { ...danger, subject: subject(alias) },
      recorder: responder,
    });
    const verification = { method: 'CALL_BACK', document: 'x' } as const;
    const receivedOn = '2026-11-20';
    await registers.record(rightsCaseRegister, {
      payload: { subject: subject(alias), requestedBy: subject(alias), right: 'ACCESS', receivedOn, verification },
      recorder: desk,
    });
  }
  holds('BREAK_GLASS', 'SENDAI_FIRE', { about: WITH_CASE });
  holds('RIGHTS_CASE', 'GAKKO', { role: 'CONSULTATION_DESK', about: WITH_CASE });
  const welfare = await record(welfareCaseRegister, desk, {
    purpose: 'CHILD_WELFARE',
    body: 'CHILD_GUIDANCE_CENTRE',
    caseNumber: '1',
    subject: subject('ca'),
    others: [subject('ga')],
    categories: ['NAME', 'SEX', 'BIRTH_DATE', 'ADDRESS', 'PHONE'],
    whySpeciallyNecessary: 'x',
    whyConsentHard: 'y',
    bestInterestNote: 'z',
    suppressGuardianNotice: true,
  });
  await registers.approve(welfareCaseRegister, { key: welfare.key, recorder: manager, reason: 'yes' });
  holds('WELFARE_CASE', 'CHILD_GUIDANCE_CENTRE', {
    purpose: 'CHILD_WELFARE',
    about: ['ca', 'ga'],
    categories: ['NAME', 'SEX', 'BIRTH_DATE', 'ADDRESS', 'PHONE'],
  });
  return done;
}
