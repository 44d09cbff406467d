import type {
  Condition,
  DataCategory,
  DisclosureForm,
  Purpose,
  RecipientClass,
  Role,
} from '../../src/policy/vocabulary.js';
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

const FRAGMENTS = {
  g: `fragment G on Guardian { id ${PERSON_FIELDS} registeredOn member { id ${PURCHASE_FIELDS} } }`,
  c: `fragment C on Child { id ${PERSON_FIELDS} registeredOn }`,
  m: `fragment M on Member { id ${PERSON_FIELDS} joinedOn ${PURCHASE_FIELDS} }`,
} as const;
const ROOTS = { g: 'guardian', c: 'child', m: 'member' } as const;

/**
 * Single subjects, at most one of a kind in a request, as several are a list; the arranged staff are reached through their class.
 */
export const QUERIES: readonly string[] = [
  ['ga', 'ca', 'ma'],
  ['go', 'co', 'mn'],
  ['gc', 'cc'],
  ['gn', 'cn'],
  ['gd', 'cd'],
  ['ct'],
  ['cu'],
].map((aliases, index) => {
  const kinds = aliases.map((alias) => alias[0] as keyof typeof ROOTS);
  const roots = aliases.map((alias, at) => {
    const kind = kinds[at] ?? 'g';
    return `${alias}: ${ROOTS[kind]}(id: $${alias}) { ...${kind.toUpperCase()} }`;
  });
  const staff = index === 0 ? 'class(id: $class) { staff { id name kana phone email } }' : '';
  const variables = [...aliases, ...(index === 0 ? ['class'] : [])].map((name) => `$${name}: ID!`).join(', ');
  return `query (${variables}) { ${roots.join(' ')} ${staff} } ${kinds.map((kind) => FRAGMENTS[kind]).join(' ')}`;
});

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

/** What is said of it, in the words of the decision model's gate G9. */
export const WORDS: Readonly<Partial<Record<Condition, string>>> = {
  NECESSITY_TICKET: 'NOT_NECESSARY',
  SEND_JOB: 'SEND_JOB_REQUIRED',
  SERVICE_REQUEST: 'SERVICE_NOT_REQUESTED',
  LEGAL_ORDER: 'ORDER_FIELD',
  BREAK_GLASS: 'BREAK_GLASS_REQUIRED',
  WELFARE_CASE: 'WELFARE_CASE_REQUIRED',
  RIGHTS_CASE: 'RIGHTS_CASE_REQUIRED',
  APPROVAL: 'APPROVAL_REQUIRED',
};

/** The field that a reason of a category is told at. */
export const FIELDS: Readonly<Partial<Record<DataCategory, string>>> = {
  NAME: 'name',
  MEMBER_CODE: 'memberCode',
  SEX: 'sex',
  BIRTH_DATE: 'birthDate',
  ADDRESS: 'address',
  PHONE: 'phone',
  EMAIL: 'email',
};
