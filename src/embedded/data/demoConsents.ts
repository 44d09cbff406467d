import { type Day, dateOf } from './calendar.js';
import { type Child, type Family, families, type Guardian } from './family.js';
import { type Random, randomFor } from './random.js';
import { SPECIAL_FAMILIES } from './special.js';
import type { World } from './world.js';

type SubjectKind = 'GUARDIAN' | 'CHILD_PARTICIPANT';
type Category = 'NAME' | 'EMAIL' | 'ADDRESS' | 'BIRTH_DATE' | 'PHONE' | 'PURCHASE_HISTORY';

/** A consent as the register keeps it, still a plain record. */
export interface DemoConsent {
  readonly id: string;
  readonly subject: { readonly kind: SubjectKind; readonly reference: number };
  readonly giver: {
    readonly kind: SubjectKind;
    readonly reference: number;
    readonly relation: 'SELF' | 'GUARDIAN';
    readonly ageAtEvent: number;
  };
  readonly purpose: 'CONSENTED_DISCLOSURE' | 'BENEFICIAL_INFORMATION';
  readonly recipient: 'PARTNER_BOOKS' | 'COOP' | 'GAKKO';
  readonly categories: readonly Category[];
  readonly textVersion: string;
  readonly language: 'ja';
  readonly channel: 'MEMBER_PAGE' | 'DESK' | 'PAPER';
  readonly state: 'GIVEN' | 'WITHDRAWN' | 'REFUSED';
  /** ISO 8601 with the offset of Japan. */
  readonly decidedAt: string;
  readonly validUntil: string | null;
}

const SHARED: readonly Category[] = ['NAME', 'EMAIL', 'ADDRESS', 'BIRTH_DATE', 'PHONE'];
const HISTORY: readonly Category[] = ['PURCHASE_HISTORY'];

/**
 * Consents of some eight in a hundred families: to a partner for contact data, and to the co-op and the accountable party for
 * information that follows purchases. Among them withdrawn and refused ones, and yeses of children under 16 that do not
 * count. The demo family has one of each kind that counts.
 */
export function* demoConsents(world: World): Generator<DemoConsent> {
  for (const family of families(world)) {
    const random = randomFor(world.seed, 'consents', family.index);
    const demo = family.index === SPECIAL_FAMILIES.DEMO;
    if (!demo && !random.chance(0.08)) continue;
    yield* familyConsents(world, family, random);
  }
}

function* familyConsents(world: World, family: Family, random: Random): Generator<DemoConsent> {
  const [guardian] = family.guardians;
  if (guardian === undefined || guardian.deceasedOn !== null) return;
  const demo = family.index === SPECIAL_FAMILIES.DEMO;
  const context = { world, random, latest: family.registeredOn, demo };
  yield consent(context, { ...partner(SHARED), subject: ['GUARDIAN', guardian], giver: ['GUARDIAN', guardian] });
  for (const child of family.children) {
    const giver = giverFor(child, guardian, demo ? family.children.indexOf(child) === 1 : random.chance(0.15));
    yield consent(context, { ...partner(SHARED), subject: ['CHILD_PARTICIPANT', child], giver });
  }
  if (!guardian.isMember) return;
  for (const recipient of ['COOP', 'GAKKO'] as const) {
    if (!demo && !random.chance(0.7)) continue;
    const about = { purpose: 'BENEFICIAL_INFORMATION', recipient, categories: HISTORY } as const;
    yield consent(context, { ...about, subject: ['GUARDIAN', guardian], giver: ['GUARDIAN', guardian] });
  }
}

function partner(categories: readonly Category[]) {
  return { purpose: 'CONSENTED_DISCLOSURE', recipient: 'PARTNER_BOOKS', categories } as const;
}

type Party = readonly [SubjectKind, Guardian | Child];

/** From 16 on the child says it; before that the guardian, and `alone` a child of whom it does not count. */
function giverFor(child: Child, guardian: Guardian, alone: boolean): Party {
  return child.age >= 16 || alone ? ['CHILD_PARTICIPANT', child] : ['GUARDIAN', guardian];
}

interface Context {
  readonly world: World;
  readonly random: Random;
  readonly latest: Day;
  readonly demo: boolean;
}

interface Said extends Pick<DemoConsent, 'purpose' | 'recipient' | 'categories'> {
  readonly subject: Party;
  readonly giver: Party;
}

function consent({ world, random, latest, demo }: Context, said: Said): DemoConsent {
  const { subject, giver, purpose, recipient, categories } = said;
  const drawn = random.next();
  const decided = Math.max(latest, world.today - random.integer(5, 300));
  const ends = random.chance(0.3) ? dateOf(world.today + random.integer(-30, 365)) : null;
  return {
    id: uuid(random),
    subject: { kind: subject[0], reference: subject[1].id },
    giver: {
      kind: giver[0],
      reference: giver[1].id,
      relation: giver[1].id === subject[1].id && giver[0] === subject[0] ? 'SELF' : 'GUARDIAN',
      ageAtEvent: fullYears(giver[1].born, decided),
    },
    purpose,
    recipient,
    categories:
      demo || random.chance(0.6) ? categories : categories.slice(0, Math.max(1, random.integer(1, categories.length))),
    textVersion: '2026-04',
    language: 'ja',
    channel: random.pick(['MEMBER_PAGE', 'MEMBER_PAGE', 'DESK', 'PAPER']),
    state: demo || drawn < 0.8 ? 'GIVEN' : drawn < 0.92 ? 'WITHDRAWN' : 'REFUSED',
    decidedAt: `${dateOf(decided)}T${String(random.integer(9, 20)).padStart(2, '0')}:30:00+09:00`,
    validUntil: demo ? null : ends,
  };
}

function fullYears(born: Day, day: Day): number {
  const [birth, then] = [dateOf(born), dateOf(day)];
  const years = Number(then.slice(0, 4)) - Number(birth.slice(0, 4));
  return then.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** A version 8 UUID (RFC 9562) out of the seed, so that two seedings name the same consent alike. */
function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.integer(0, 15).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
