import type { Pool } from 'pg';
import { DATA_CATEGORIES, type Condition, type SubjectKind } from '../../src/policy/vocabulary.js';
import type { Gateway } from './startGateway.js';

/** A person who was put into the databases, with all that the sources know and all that holds. */
export interface Arranged {
  readonly alias: string;
  readonly kind: SubjectKind;
  readonly key: number;
  readonly lifeStage: 'UNDER_16' | 'AGE_16_17' | 'ADULT' | 'DECEASED';
  readonly name: string;
  readonly kana: string;
  readonly birthDate: string;
  readonly street: string;
  readonly postalCode: string;
  readonly phone: string;
  readonly email: string;
  readonly memberCode: string;
  /** What holds of the person itself, whoever asks. */
  readonly holds: readonly Condition[];
  /** What holds when `arranged.ga` is the caller and a guardian. */
  readonly holdsForParent: readonly Condition[];
}

type Draft = Pick<Arranged, 'alias' | 'kind' | 'lifeStage'> &
  Partial<Pick<Arranged, 'holds' | 'holdsForParent' | 'birthDate'>>;

const LINKED = ['LINKED_CHILD', 'GUARDIAN_LINK'] as const;
const BORN = { UNDER_16: '2014-05-03', AGE_16_17: '2010-02-03', ADULT: '1985-07-09', DECEASED: '1984-03-04' } as const;

/** Each truth value of each condition that has a register: all, opt-in only, consent only, none; and the life stages. */
const DRAFTS: readonly Draft[] = [
  { alias: 'ga', kind: 'GUARDIAN', lifeStage: 'ADULT', holds: ['OPT_IN', 'CONSENT', 'OWN_CLASS'] },
  { alias: 'go', kind: 'GUARDIAN', lifeStage: 'ADULT', holds: ['OPT_IN'] },
  { alias: 'gc', kind: 'GUARDIAN', lifeStage: 'ADULT', holds: ['CONSENT'] },
  { alias: 'gn', kind: 'GUARDIAN', lifeStage: 'ADULT' },
  { alias: 'gd', kind: 'GUARDIAN', lifeStage: 'DECEASED', holds: ['OPT_IN'] },
  {
    alias: 'ca',
    kind: 'CHILD_PARTICIPANT',
    lifeStage: 'UNDER_16',
    holds: ['OPT_IN', 'CONSENT', 'OWN_CLASS'],
    holdsForParent: LINKED,
  },
  {
    alias: 'co',
    kind: 'CHILD_PARTICIPANT',
    lifeStage: 'UNDER_16',
    holds: ['OPT_IN'],
    holdsForParent: ['LINKED_CHILD'],
  },
  {
    alias: 'cc',
    kind: 'CHILD_PARTICIPANT',
    lifeStage: 'UNDER_16',
    holds: ['CONSENT'],
    holdsForParent: ['LINKED_CHILD'],
  },
  { alias: 'cn', kind: 'CHILD_PARTICIPANT', lifeStage: 'UNDER_16' },
  {
    alias: 'cd',
    kind: 'CHILD_PARTICIPANT',
    lifeStage: 'DECEASED',
    birthDate: '2014-06-07',
    holds: ['OWN_CLASS'],
    holdsForParent: LINKED,
  },
  {
    alias: 'ct',
    kind: 'CHILD_PARTICIPANT',
    lifeStage: 'AGE_16_17',
    holds: ['OPT_IN', 'CONSENT', 'OWN_CLASS'],
    holdsForParent: LINKED,
  },
  {
    alias: 'cu',
    kind: 'CHILD_PARTICIPANT',
    lifeStage: 'ADULT',
    birthDate: '2008-08-08',
    holds: ['OPT_IN', 'CONSENT'],
    holdsForParent: LINKED,
  },
  { alias: 'ma', kind: 'COOP_MEMBER', lifeStage: 'ADULT' },
  { alias: 'mn', kind: 'COOP_MEMBER', lifeStage: 'ADULT' },
  { alias: 'sa', kind: 'OFFICER_OR_EMPLOYEE', lifeStage: 'ADULT' },
  { alias: 'sn', kind: 'OFFICER_OR_EMPLOYEE', lifeStage: 'ADULT' },
];

const FIRST_KEY = 900_001;
const CLASS = 900_001;
/** The guardian who gives consent and opt-ins for all the children, and is nobody's subject in a test. */
export const GIVER = 900_999;
/** The giver's member code, which is the children's. */
const FAMILY_CODE = '70000099';
const CONSENT_PURPOSES = ['BENEFICIAL_INFORMATION', 'REQUESTED_SERVICE', 'CONSENTED_DISCLOSURE'];

export interface ArrangedWorld {
  readonly people: readonly Arranged[];
  /** A class in which `ca`, `ct` and `cd` are, and which `sa` and `sn` hold. */
  readonly classKey: number;
  person(alias: string): Arranged;
}

/** Puts the same families into the gateway's databases as every other time; consents are given to every organisation. */
export async function arrangeSubjects({ data, environment }: Gateway): Promise<ArrangedWorld> {
  const people = DRAFTS.map(personOf);
  const person = (alias: string): Arranged => {
    const found = people.find((each) => each.alias === alias);
    if (found === undefined) throw new Error(`Nobody was arranged as "${alias}".`);
    return found;
  };
  await insertClub(data.club, people, person);
  await insertMembers(data.coop, people);
  await insertStaff(
    data.broadcaster,
    people.filter(({ kind }) => kind === 'OFFICER_OR_EMPLOYEE'),
  );
  await insertConsents(
    data.governance,
    people,
    Object.keys(environment.policies.policyAt(environment.now()).organisations),
  );
  return { people, person, classKey: CLASS };
}

function personOf(draft: Draft, index: number): Arranged {
  const number = String(index + 10);
  return {
    holds: [],
    holdsForParent: [],
    key: FIRST_KEY + index,
    name: `試験 花子${number}`,
    kana: `シケン ハナコ${number}`,
    birthDate: BORN[draft.lifeStage],
    street: `一番町${number}-7-1`,
    postalCode: `980-08${number}`,
    phone: `090-1234-56${number}`,
    email: `hanako${number}@example.jp`,
    memberCode: draft.kind === 'CHILD_PARTICIPANT' ? FAMILY_CODE : `700000${number}`,
    ...draft,
  };
}

async function insertClub(club: Pool, people: readonly Arranged[], person: (alias: string) => Arranged): Promise<void> {
  const guardians = [
    ...people.filter(({ kind }) => kind === 'GUARDIAN'),
    { ...person('gn'), key: GIVER, name: '後見 太郎', kana: 'コウケン タロウ', memberCode: FAMILY_CODE },
  ];
  const children = people.filter(({ kind }) => kind === 'CHILD_PARTICIPANT');
  await club.query(`insert into families values ($1, '2024-04-01')`, [FIRST_KEY]);
  await insertPeople(club, 'guardians', guardians);
  await club.query(
    `update guardians set member_code = d.code from unnest($1::int[], $2::text[]) d(id, code) where guardians.id = d.id`,
    [guardians.map(({ key }) => key), guardians.map(({ memberCode }) => memberCode)],
  );
  await insertPeople(club, 'children', children);
  await club.query(`insert into courses values ($1, 'TEST', 'test', 'L', 'test')`, [CLASS]);
  await club.query(`insert into classes values ($1, $1, 'test', '2026-2', 1, '10:00', 'test', '04101', 10)`, [CLASS]);
  for (const alias of ['ca', 'ct', 'cd']) {
    await club.query(
      `insert into enrolments (id, child_id, class_id, state, enrolled_on) values ($1, $1, $2, 'ACTIVE', '2026-09-01')`,
      [person(alias).key, CLASS],
    );
  }
  await insertLinks(club, children, person('ga').key);
  await insertOptIns(club, people);
}

async function insertLinks(club: Pool, children: readonly Arranged[], parent: number): Promise<void> {
  const link = `insert into guardian_links (id, guardian_id, child_id, relation, state, harm_flag, started_on)
    values ($1, $2, $3, 'MOTHER', $4, $5, '2024-04-01')`;
  let id = FIRST_KEY;
  for (const { alias, key } of children) {
    await club.query(link, [(id += 1), GIVER, key, 'ACTIVE', false]);
    if (alias !== 'cn')
      await club.query(link, [(id += 1), parent, key, alias === 'co' ? 'ENDED' : 'ACTIVE', alias === 'cc']);
  }
}

async function insertOptIns(club: Pool, people: readonly Arranged[]): Promise<void> {
  for (const { kind, key, lifeStage } of people.filter((each) => each.holds.includes('OPT_IN'))) {
    const giver = kind === 'CHILD_PARTICIPANT' && lifeStage === 'UNDER_16' ? ['GUARDIAN', GIVER] : [kind, key];
    await club.query(
      `insert into advertising_opt_ins values ($1, $2, $1, $3, $4, 'OPTED_IN', 'PAPER', 'proof', '2026-06-01')`,
      [key, kind, ...giver],
    );
  }
}

async function insertPeople(pool: Pool, table: string, people: readonly Arranged[]): Promise<void> {
  for (const each of people) {
    const { familyName, givenName, familyKana, givenKana } = partsOf(each);
    await pool.query(
      `insert into ${table} (id, family_name, given_name, family_kana, given_kana, sex, birth_date, postal_code, prefecture,
         municipality_code, municipality_name, street, phone, email, registered_on, deceased_on, family_id)
       values ($1, $2, $3, $4, $5, 'FEMALE', $6, $7, '宮城県', '04101', '仙台市青葉区', $8, $9, $10, '2024-04-01', $11, $12)`,
      [
        each.key,
        familyName,
        givenName,
        familyKana,
        givenKana,
        each.birthDate,
        each.postalCode,
        each.street,
        each.phone,
        each.email,
        each.lifeStage === 'DECEASED' ? '2026-10-01' : null,
        FIRST_KEY,
      ],
    );
  }
}

/** Members, and the co-op's record of each guardian, with two purchases each. */
async function insertMembers(coop: Pool, people: readonly Arranged[]): Promise<void> {
  for (const each of people.filter(({ kind }) => kind === 'GUARDIAN' || kind === 'COOP_MEMBER')) {
    const { familyName, givenName, familyKana, givenKana } = partsOf(each);
    await coop.query(
      `insert into members (id, member_code, family_name, given_name, family_kana, given_kana, sex, birth_date, postal_code,
         prefecture, municipality_code, municipality_name, street, phone, email, is_employee, joined_on, deceased_on)
       values ($1, $2, $3, $4, $5, $6, 'FEMALE', $7, $8, '宮城県', '04101', '仙台市青葉区', $9, $10, $11, false, '2020-04-01', $12)`,
      [
        each.key,
        each.memberCode,
        familyName,
        givenName,
        familyKana,
        givenKana,
        each.birthDate,
        each.postalCode,
        each.street,
        each.phone,
        each.email,
        each.lifeStage === 'DECEASED' ? '2026-10-01' : null,
      ],
    );
    await coop.query(
      `insert into purchases (member_id, shop_id, product_id, receipt_number, purchased_on, quantity, amount)
       select $1::int, (select min(id) from shops), (select min(id) from products), 'T' || $1 || '-' || n, '2026-10-01'::date + n, 1,
         700 + n from generate_series(1, 2) n`,
      [each.key],
    );
  }
}

async function insertStaff(broadcaster: Pool, staff: readonly Arranged[]): Promise<void> {
  for (const each of staff) {
    const { familyName, givenName, familyKana, givenKana } = partsOf(each);
    await broadcaster.query(
      `insert into staff (id, organisation, family_name, given_name, family_kana, given_kana, job_title, phone, email)
       values ($1, 'SENDAI_HOSO', $2, $3, $4, $5, 'teacher', $6, $7)`,
      [each.key, familyName, givenName, familyKana, givenKana, each.phone, each.email],
    );
    await broadcaster.query(
      `insert into assignments (id, staff_id, class_reference, starts_on) values ($1, $1, $2, '2026-09-01')`,
      [each.key, CLASS],
    );
  }
}

async function insertConsents(
  governance: Pool,
  people: readonly Arranged[],
  organisations: readonly string[],
): Promise<void> {
  const consent = `insert into consents (id, schema_version, subject_kind, subject_reference, giver_kind, giver_reference,
      giver_relation, giver_age_at_event, purpose, recipient, categories, text_version, language, channel, state, decided_at, created_at)
    select gen_random_uuid(), '27560:2023', $1, $2, $3, $4, $5, $6, purpose, recipient, $7, '2026-04', 'ja', 'PAPER', 'GIVEN',
      '2026-10-01', '2026-10-01' from unnest($8::text[]) purpose, unnest($9::text[]) recipient`;
  for (const { kind, key, lifeStage } of people.filter((each) => each.holds.includes('CONSENT'))) {
    const givers: [string, number, string, number][] = [];
    const isChild = kind === 'CHILD_PARTICIPANT';
    if (lifeStage !== 'UNDER_16') givers.push([kind, key, 'SELF', isChild ? (lifeStage === 'ADULT' ? 18 : 16) : 40]);
    if (isChild && lifeStage !== 'ADULT') givers.push(['GUARDIAN', GIVER, 'GUARDIAN', 40]);
    for (const giver of givers) {
      await governance.query(consent, [kind, key, ...giver, DATA_CATEGORIES, CONSENT_PURPOSES, organisations]);
    }
  }
}

function partsOf({ name, kana }: Arranged) {
  const [familyName = '', givenName = ''] = name.split(' ');
  const [familyKana = '', givenKana = ''] = kana.split(' ');
  return { familyName, givenName, familyKana, givenKana };
}
