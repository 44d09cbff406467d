import type { SubjectReference } from '../../policy/consentRecord.js';
import type { Provision } from '../../supervision/provisions/provisionStore.js';
import type { StopNotice } from '../../supervision/provisions/stopNotice.js';
import type { RequestContext } from '../context.js';
import { subjectId } from '../registers/subjectIds.js';
import type { ProvisionRecord, StopNoticeRecord } from './ProvisionRecord.js';
import { knownByRecipient } from './recipientIds.js';

const DAY_MILLISECONDS = 86_400_000;

/** null: the recipient knows nobody by this id any more. */
export function subjectOfProvision({ environment }: RequestContext, provision: Provision): SubjectReference | null {
  const { subjectId: id, subjectKind: kind, recipientIdentity: identity } = provision;
  return knownByRecipient(environment.secret, { kind, identity, id });
}

/** A record as the accountable party reads it: with the person's id as this caller knows it. */
export function publishedProvision(context: RequestContext, provision: Provision): ProvisionRecord {
  const about = subjectOfProvision(context, provision);
  return {
    ...provision,
    providedAt: provision.providedAt.toISOString(),
    subjectReference: provision.subjectKey,
    subject: about === null ? null : subjectId(context, about),
  };
}

export function publishedStopNotice(notice: StopNotice, now: Date): StopNoticeRecord {
  const { key, cause, recipient, since, obligations, about, acknowledgement } = notice;
  return {
    key,
    cause,
    recipient,
    since: since.toISOString(),
    ageDays: Math.max(0, Math.floor((now.getTime() - since.getTime()) / DAY_MILLISECONDS)),
    obligations,
    subject: about?.subjectId ?? null,
    purpose: about?.purpose ?? null,
    categories: about?.categories ?? null,
    acknowledgedAt: acknowledgement?.at.toISOString() ?? null,
    done: acknowledgement?.done ?? null,
  };
}
