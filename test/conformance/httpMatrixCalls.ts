import type { DataCategory, DisclosureForm, Purpose, RecipientClass, Role } from '../../src/policy/vocabulary.js';
import { usualSubPurpose } from '../support/declaredAs.js';
import { PERSON_FIELDS, PURCHASE_FIELDS } from '../support/observeForms.js';
import { matrix } from './expectedCell.js';

/** What the matrix over HTTP asks of whom, and what of an answer the graph can show. */
export const ORGANISATIONS: Readonly<Record<string, readonly RecipientClass[]>> = {
  GAKKO: ['OWN_ORGANISATION'],
  COOP: ['JOINT_USER_COOP_GROUP'],
  COOP_AFFILIATE: ['JOINT_USER_COOP_GROUP'],
  SENDAI_HOSO: ['JOINT_USER_OPERATOR'],
  KODOMO_TECH: ['JOINT_USER_SUBCONTRACTOR'],
  MAIL_HOUSE: ['PROCESSOR'],
  PARTNER_BOOKS: ['PARTNER_THIRD_PARTY'],
  AD_AGENCY: ['ADVERTISER_THIRD_PARTY'],
  MIYAGI_POLICE: ['PUBLIC_AUTHORITY'],
  SENDAI_FIRE: ['EMERGENCY_RECIPIENT'],
  CHILD_GUIDANCE_CENTRE: ['CHILD_WELFARE_BODY'],
  SELF: ['DATA_SUBJECT', 'LEGAL_REPRESENTATIVE'],
  PUBLIC: ['PUBLIC'],
};

/** Single subjects; the arranged staff are reached through their class. */
export const QUERY = `query ($ga: ID!, $go: ID!, $gc: ID!, $gn: ID!, $gd: ID!, $ca: ID!, $co: ID!, $cc: ID!, $cn: ID!, $cd: ID!, $ct: ID!, $cu: ID!,
    $ma: ID!, $mn: ID!, $class: ID!) {
  ga: guardian(id: $ga) { ...G } go: guardian(id: $go) { ...G } gc: guardian(id: $gc) { ...G } gn: guardian(id: $gn) { ...G }
  gd: guardian(id: $gd) { ...G }
  ca: child(id: $ca) { ...C } co: child(id: $co) { ...C } cc: child(id: $cc) { ...C } cn: child(id: $cn) { ...C }
  cd: child(id: $cd) { ...C } ct: child(id: $ct) { ...C } cu: child(id: $cu) { ...C }
  ma: member(id: $ma) { ...M } mn: member(id: $mn) { ...M }
  class(id: $class) { staff { id name kana phone email } }
}
fragment G on Guardian { id ${PERSON_FIELDS} registeredOn member { id ${PURCHASE_FIELDS} } }
fragment C on Child { id ${PERSON_FIELDS} registeredOn }
fragment M on Member { id ${PERSON_FIELDS} joinedOn ${PURCHASE_FIELDS} }`;

/** What the graph's fields can show of a granted form. */
export const SHOWS: Readonly<Record<DataCategory, readonly DisclosureForm[]>> = {
  NAME: ['RAW', 'MASKED', 'PSEUDONYMISED'],
  MEMBER_CODE: ['RAW', 'MASKED', 'PSEUDONYMISED'],
  SEX: ['RAW', 'GENERALISED'],
  BIRTH_DATE: ['RAW', 'MASKED', 'GENERALISED'],
  ADDRESS: ['RAW', 'MASKED', 'GENERALISED'],
  PHONE: ['RAW', 'MASKED'],
  EMAIL: ['RAW', 'MASKED'],
  PURCHASE_HISTORY: ['RAW', 'GENERALISED'],
  UNLISTED: ['RAW'],
};

/** Classes in which the matrix knows a role. */
export const NATURAL: Readonly<Partial<Record<Role, ReadonlySet<RecipientClass>>>> = Object.fromEntries(
  [...new Set(matrix.flatMap((row) => row.roles))].map((role) => [
    role,
    new Set(
      matrix
        .filter((row) => row.roles.length < 6 && row.roles.includes(role) && row.recipientClasses.length < 5)
        .flatMap((row) => row.recipientClasses),
    ),
  ]),
);

export function organisationsOf(role: Role, name: RecipientClass): readonly string[] {
  const all = Object.keys(ORGANISATIONS).filter((organisation) => ORGANISATIONS[organisation]?.includes(name));
  return role === 'AFFILIATE_STAFF' ? all.filter((organisation) => organisation !== 'COOP') : all.slice(0, 1);
}

/** What the demo's contract with the mailing house instructs. */
export const INSTRUCTED = ['CLUB_OPERATION', 'BENEFICIAL_INFORMATION', 'MATERIAL_CHANGE_NOTICE'].flatMap((purpose) => [
  `${purpose} NAME`,
  `${purpose} ADDRESS`,
]);

/** What `gateway.ask` declares where nothing is said. */
export function subPurposeOf(purpose: Purpose, role: Role | null) {
  return purpose === 'AGGREGATE_ANALYSIS' ? usualSubPurpose(role === null ? [] : [role]) : null;
}
