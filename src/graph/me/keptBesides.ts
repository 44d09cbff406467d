import type { SubjectReference } from '../../policy/consentRecord.js';
import { sameSubject } from '../../policy/sameSubject.js';
import { consentRequestRegister } from '../../registry/registers/consentRequest.js';
import { serviceRequestRegister } from '../../registry/registers/serviceRequest.js';
import { consentsOf } from '../consents/publishedConsents.js';
import type { RequestContext } from '../context.js';
import { requestsOf } from '../requests/requestsOf.js';
import { subjectId } from '../registers/subjectIds.js';
import { advertisingOf } from './advertisingOf.js';
import { correctionsOfPerson } from './correctionsOfPerson.js';
import { everyDisclosureOf } from './everyDisclosureOf.js';
import { snakeCase } from './snakeCase.js';
import { stopsOf } from './stopsOf.js';

/** Whose copy it is. */
export interface CopyOf {
  readonly subject: SubjectReference;
  /** On a guardian's own page, the children in their care. */
  readonly inCare: readonly SubjectReference[];
  /** At the desk, for a verified case of the person. */
  readonly forCase: boolean;
}

/** What the gateway itself keeps of persons besides their records in the sources, as the page tells it: part of every copy (A6-3b). */
export async function keptBesides(context: RequestContext, copy: CopyOf): Promise<Readonly<Record<string, unknown>>> {
  const { subject, inCare } = copy;
  const all = [subject, ...inCare];
  return {
    // By the names of ISO/IEC TS 27560, so that another system can read the records.
    consents: (await consentsOf(context, all)).map((each) => ({ ...each, record: snakeCase(each.record) })),
    consentRequests: await consentRequestsOf(context, all),
    advertising: await advertisingOf(context, all),
    corrections: await correctionsOf(context, all, copy),
    requests: await requestsOf(context, subject, inCare),
    serviceRequests: await serviceRequestsOf(context, all),
    stops: await stopsOf(context, subject),
    disclosures: await everyDisclosureOf(context, all),
  };
}

async function correctionsOf(context: RequestContext, all: readonly SubjectReference[], copy: CopyOf) {
  const made = await Promise.all(all.map(async (each) => correctionsOfPerson(context, each, copy)));
  return made.flat();
}

async function consentRequestsOf(context: RequestContext, all: readonly SubjectReference[]) {
  const { registers } = context.environment;
  const found = await Promise.all(all.map((subject) => registers.latest(consentRequestRegister, { subject })));
  return found.flat().map(({ payload: { subject, purpose, recipient, categories, outcome, sentOn } }) => {
    return { about: subjectId(context, subject), purpose, recipient, categories, outcome, sentOn };
  });
}

async function serviceRequestsOf(context: RequestContext, all: readonly SubjectReference[]) {
  const { registers } = context.environment;
  const found = await Promise.all(all.map((subject) => registers.latest(serviceRequestRegister, { subject })));
  return found.flat().map(({ payload: { subject, partner, service, needSet, requestedBy }, validFrom, ended }) => ({
    about: subjectId(context, subject),
    partner,
    service,
    needSet,
    askedAs: sameSubject(requestedBy, subject) ? 'SELF' : 'GUARDIAN',
    since: validFrom.toISOString(),
    cancelled: ended,
  }));
}
