import { MOST_PURCHASES } from '../members/MemberResolver.js';

const PERSON = `name kana sex birthDate postalCode address municipality { code name } phone email memberCode`;
const IN_CLUB = `registeredOn leftOn familyRegisteredOn guardianLinks { relation state startedOn endedOn }
  advertisingOptIns { state givenAs channel proofReference recordedAt }`;
const CLASS = `class { name term weekday startsAt venue municipality { code name } course { code name level } }`;
const CHILD = `${PERSON} ${IN_CLUB} enrolments { state enrolledOn endedOn ${CLASS} attendance { heldOn status } }`;
const MEMBER = `${PERSON} joinedOn isEmployee purchases(first: ${MOST_PURCHASES}) { purchasedOn product productCategory quantity amount
  shop shopMunicipality { code name } receiptNumber }`;
/** By the names of ISO/IEC TS 27560, so that another system can read them. */
const RECORD = `schema_version: schemaVersion record_id: recordId pii_principal_id: piiPrincipalId
  giver { party_id: partyId relation ageAtEvent } privacy_notice: privacyNotice { version language } purpose
  pii_information: piiInformation pii_controllers: piiControllers recipient_third_parties: recipientThirdParties
  storage_locations: storageLocations retention_period: retentionPeriod jurisdiction withdrawal_method: withdrawalMethod
  lawful_basis: lawfulBasis events { event_time: eventTime event_type: eventType event_state: eventState entity_id: entityId
    validity_duration: validityDuration channel }`;
const WORKER = `name kana phone email`;

/** Everything of a person, asked in that person's own right (D01 to D04). A test holds it against the columns of all sources. */
export const EXPORT_DOCUMENT = `query Export { me {
  guardian { ${PERSON} ${IN_CLUB} campaignEntries { enteredOn campaign { name } } member { ${MEMBER} } children { ${CHILD} } }
  child { ${CHILD} }
  member { ${MEMBER} }
  employee { ${WORKER} employeeNumber department }
  staff { ${WORKER} jobTitle organisation assignments { startsOn endsOn ${CLASS} } sessions { heldOn topic ${CLASS} } }
  supplierContact { ${WORKER} supplier }
  consents { purpose recipient categories state counts givenAs decidedAt validUntil textVersion language meaning record { ${RECORD} } }
  advertising { allowed meaning words { on givenAs state recordedAt } }
  corrections { category state recordedAt changes { item before after } }
  requests { key about right receivedOn dueOn open verified fee { yen costs { what yen } acceptedAt } decision refusal explanation }
} }`;
