import { RECIPIENT_CLASSES } from '../../policy/vocabulary.js';
import { badInput, refuse } from './refuse.js';
import { defineRegister, type Look } from './registerDefinition.js';
import { choice, corporateNumber, country, flag, list, optional, text, word, type Payload } from './shape.js';

const ENTITY_TYPES = ['CORPORATION', 'COOPERATIVE', 'PUBLIC_BODY', 'NATURAL_PERSON', 'NONE'] as const;

const members = {
  code: word(),
  name: text(200),
  entityType: choice('EntityType', ENTITY_TYPES),
  corporateNumber: optional(corporateNumber()),
  /** Code of the organisation that owns it. */
  parent: optional(word()),
  /** Why it is an affiliate: the document that shows the shares, and its date. */
  shareholdingEvidence: optional(text()),
  recipientClasses: list(choice('RecipientClass', RECIPIENT_CLASSES), { min: 1 }),
  jointUseEnabled: flag(),
  suspended: flag(),
  accountable: flag(),
  /** Of a third party, for the record of provision (APPI 29). */
  address: optional(text(300)),
  representative: optional(text(200)),
  /** Where it is seated; null: Japan. No consent opens anything to a third party elsewhere (APPI 28). */
  country: optional(country()),
} as const;

export type OrganisationPayload = Payload<typeof members>;

/** Who is a recipient, of which class, and whether it is switched on. Key: its code. */
export const organisationRegister = defineRegister({
  name: 'ORGANISATION',
  noun: 'Organisation',
  plural: 'organisations',
  description: 'Organisations: parent links, recipient classes, joint use switched on or suspended.',
  clauses: ['B-1', 'A2(2)-1', 'A2(2)-3', 'A2(2)-r1a', 'A2(2)-r1b', 'A2(2)-r1c', 'A2(2)-r2b', 'A2(2)-r3b', 'A3-1'],
  members,
  recorders: ['PRIVACY_MANAGER'],
  purposes: ['GOVERNANCE'],
  enders: ['PRIVACY_MANAGER'],
  keyOf: ({ code }) => code,
  organisationOf: ({ code }) => code,
  check: async ({ payload }, look) => {
    checkNumber(payload);
    checkRecipient(payload);
    await checkParent(payload, look);
    await checkAccountable(payload, look);
  },
  checkEnd: ({ payload }) => {
    if (payload.accountable) refuse('ACCOUNTABLE_PARTY', 'the accountable party stays (A3-1)');
  },
});

const isJointUser = (name: string): boolean => name.startsWith('JOINT_USER_');

/** The first digit is 9 less the remainder by 9 of the others, weighted 1 and 2 in turn from the right. */
function checkNumber({ corporateNumber: number }: OrganisationPayload): void {
  if (number === null) return;
  const digits = [...number.slice(1)].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 2), 0);
  if (Number(number[0]) !== 9 - (sum % 9)) badInput(`corporateNumber "${number}": its check digit is wrong`);
}

function checkRecipient(payload: OrganisationPayload): void {
  const { code, entityType, recipientClasses, parent, shareholdingEvidence } = payload;
  const joint = recipientClasses.some(isJointUser);
  if (joint && entityType === 'NATURAL_PERSON') {
    refuse('RECIPIENT_NOT_LISTED', `${code} is a natural person; no person is listed as a joint user (A2(2)-1)`);
  }
  if (payload.jointUseEnabled && !joint) badInput('jointUseEnabled true: only for a joint user (A2(2)-3)');
  if (recipientClasses.includes('JOINT_USER_SUBCONTRACTOR') && entityType !== 'CORPORATION') {
    badInput(`entityType "${entityType}": a contractor of the operator is a CORPORATION (A2(2)-r3b)`);
  }
  const affiliate = recipientClasses.includes('JOINT_USER_COOP_GROUP') && parent !== null;
  if (affiliate && (payload.corporateNumber === null || shareholdingEvidence === null)) {
    badInput(
      `shareholdingEvidence: affiliate ${code} needs its corporate number and evidence of the shares (A2(2)-r1b)`,
    );
  }
}

async function checkParent({ code, parent }: OrganisationPayload, look: Look): Promise<void> {
  if (parent === null) return;
  const entries = await look.inForce(organisationRegister);
  const parents = new Map(entries.map(({ payload }) => [payload.code, payload.parent]));
  if (!parents.has(parent)) badInput(`parent "${parent}": is not registered`);
  for (let above: string | null = parent; above !== null; above = parents.get(above) ?? null) {
    if (above === code) badInput(`parent "${parent}": ${code} would own itself`);
  }
}

async function checkAccountable({ code, accountable, parent }: OrganisationPayload, look: Look): Promise<void> {
  const known = look.policy.organisations[code]?.accountable === true;
  if (accountable !== known) badInput(`accountable ${accountable}: the policy names the accountable party (A3-1)`);
  if (accountable && parent === null) badInput('parent null: the accountable party is a subsidiary (B-1)');
  return Promise.resolve();
}
