import type { Role } from '../../policy/vocabulary.js';
import type { RegisterStore } from '../registerStore.js';
import { badInput, refuse } from './refuse.js';
import type { Entry, Recorder } from './registerDefinition.js';
import { rightsCaseRegister, type Right, type RightsCasePayload } from './rightsCase.js';

export const DESK: readonly Role[] = ['CONSULTATION_DESK'];
const MANAGERS: readonly Role[] = ['PRIVACY_MANAGER', 'DEPT_MANAGER'];
/** APPI 38: a fee may be asked for a notice of purposes and for disclosure, for nothing else. */
const WITH_FEE: readonly Right[] = ['ACCESS', 'PURPOSE_NOTICE'];

export type RightsEntry = Entry<RightsCasePayload>;

export interface RightsStep {
  readonly key: string;
  readonly recorder: Recorder;
}

export interface FeeQuote extends RightsStep {
  readonly costs: readonly { readonly what: string; readonly yen: number }[];
  readonly yen: number;
}

/** The desk says what an answer would cost; nothing is done for it before a manager and the requester have agreed (A6-7). */
export async function quoteFee(store: RegisterStore, { key, recorder, costs, yen }: FeeQuote): Promise<RightsEntry> {
  const step = { key, recorder, reason: 'fee quoted', roles: DESK, alsoEnded: false };
  return store.amend(rightsCaseRegister, step, ({ payload }, look) => {
    needsOpen(payload);
    if (!WITH_FEE.includes(payload.right)) {
      refuse(
        'FEE_NOT_ALLOWED',
        `${payload.right} is free: a fee is for ${WITH_FEE.join(' and ')} only (APPI 38, A6-6)`,
      );
    }
    const sum = costs.reduce((total, cost) => total + cost.yen, 0);
    if (yen > sum) refuse('FEE_ABOVE_COST', `yen ${yen}: is more than the ${sum} that the items cost (A6-7)`);
    const quotedAt = look.now.toISOString();
    return {
      fee: {
        costs,
        yen,
        quotedBy: recorder.subjectId,
        quotedAt,
        approvedBy: null,
        acceptedAt: null,
        acceptedProof: null,
      },
    };
  });
}

/** A manager's yes, never that of who quoted (A7-o). */
export async function approveFee(store: RegisterStore, { key, recorder }: RightsStep): Promise<RightsEntry> {
  const step = { key, recorder, reason: 'fee approved', roles: MANAGERS, alsoEnded: false };
  return store.amend(rightsCaseRegister, step, ({ payload }) => {
    const fee = needsQuote(payload);
    if (fee.quotedBy === recorder.subjectId)
      refuse('SELF_APPROVAL', 'nobody approves what they quoted themselves (A7-o)');
    return { fee: { ...fee, approvedBy: recorder.subjectId } };
  });
}

export interface FeeAcceptance extends RightsStep {
  readonly roles: readonly Role[];
  /** Of one who has no page, at the desk: where their word is, e.g. the number of the signed quote. Null: their own word. */
  readonly proof: string | null;
}

/** The requester's yes; before it nothing is done, and without it nothing is owed. */
export async function acceptFee(
  store: RegisterStore,
  { key, recorder, roles, proof }: FeeAcceptance,
): Promise<RightsEntry> {
  const step = { key, recorder, reason: 'fee accepted', roles, alsoEnded: false, alsoPersons: true };
  return store.amend(rightsCaseRegister, step, ({ payload }, look) => {
    const fee = needsQuote(payload);
    if (fee.approvedBy === null) refuse('FEE_NOT_APPROVED', 'no manager has agreed to the fee yet (A6-7)');
    if (fee.acceptedAt !== null) return { fee };
    return { fee: { ...fee, acceptedAt: look.now.toISOString(), acceptedProof: proof } };
  });
}

export interface RightsAnswer extends RightsStep {
  readonly decision: NonNullable<RightsCasePayload['outcome']>['decision'];
  readonly refusal: NonNullable<RightsCasePayload['outcome']>['refusal'];
  readonly explanation: string;
  /** Of a withdrawal at the desk: where the requester's word is, e.g. the number of the letter. */
  readonly proof: string | null;
}

/** @throws NorenError as `answerRight` would, before anything is done for the answer */
export function checkAnswer(
  payload: RightsCasePayload,
  { decision, refusal, proof }: Pick<RightsAnswer, 'decision' | 'refusal' | 'proof'>,
): void {
  needsOpen(payload);
  if (decision === 'WITHDRAWN' && proof === null)
    refuse('NOT_WITHDRAWN', 'only who asked takes a request back: withdrawRequest on the page, or here with its proof');
  if (decision !== 'WITHDRAWN' && proof !== null) badInput('proof: is of a withdrawal');
  const refuses = decision === 'REFUSED' || decision === 'PARTLY_GRANTED';
  if (refuses && refusal === null) badInput('refusal: a refusal gives its reason, one of APPI 33(2) (A6-5)');
  if (!refuses && refusal !== null) badInput(`refusal "${refusal}": only what is refused has a reason`);
  if (decision !== 'GRANTED' && decision !== 'PARTLY_GRANTED') return;
  if (payload.verifiedAt === null) refuse('NOT_VERIFIED', 'nobody is answered before it is known who asks (A6-2)');
  const fee = payload.fee ?? null;
  if (fee !== null && fee.acceptedAt === null)
    refuse('FEE_NOT_ACCEPTED', 'work starts once the quote is accepted (A6-7)');
}

/** The answer, with its reason, which the requester reads; it ends the case in the same transaction. */
export async function answerRight(store: RegisterStore, answer: RightsAnswer): Promise<RightsEntry> {
  const { key, recorder, decision, refusal, explanation, proof } = answer;
  const step = { key, recorder, reason: decision, roles: DESK, alsoEnded: false, ends: true };
  return store.amend(rightsCaseRegister, step, ({ payload }, look) => {
    checkAnswer(payload, answer);
    return { outcome: { decision, refusal, explanation, proof, answeredAt: look.now.toISOString(), told: null } };
  });
}

/** The requester takes the request back. */
export async function withdrawRight(
  store: RegisterStore,
  { key, recorder, roles }: RightsStep & { readonly roles: readonly Role[] },
): Promise<RightsEntry> {
  const step = { key, recorder, reason: 'WITHDRAWN', roles, alsoEnded: false, alsoPersons: true, ends: true };
  return store.amend(rightsCaseRegister, step, ({ payload }, look) => {
    needsOpen(payload);
    const outcome = { decision: 'WITHDRAWN', refusal: null, proof: null, explanation: 'by who asked' } as const;
    return { outcome: { ...outcome, answeredAt: look.now.toISOString(), told: null } };
  });
}

function needsOpen({ outcome }: RightsCasePayload): void {
  if ((outcome ?? null) !== null) badInput('key: this request is answered already');
}

function needsQuote(payload: RightsCasePayload): NonNullable<RightsCasePayload['fee']> {
  needsOpen(payload);
  return payload.fee ?? badInput('key: no fee was quoted');
}
