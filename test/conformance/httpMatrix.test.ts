import { canBeOwn } from '../../src/policy/canBeOwn.js';
import type { VerifiedCaller } from '../../src/policy/caller.js';
import { LIVE_CONDITIONS } from '../policy/liveConditions.js';
import {
  DATA_CATEGORIES,
  formRank,
  PURPOSES,
  type Condition,
  type DataCategory,
  type DisclosureForm,
  type Purpose,
  type Role,
} from '../../src/policy/vocabulary.js';
import { arrangeSubjects, type Arranged, type ArrangedWorld } from '../support/arrangeSubjects.js';
import type { ReportEntry } from '../../src/graph/plan/report.js';
import { arrangeCases, speaksFor, type ArrangedCase } from './arrangeCases.js';
import { observedForm } from '../support/observeForms.js';
import {
  FIELDS,
  INSTRUCTED,
  NATURAL,
  ORGANISATIONS,
  organisationsOf,
  QUERIES,
  SHOWS,
  subPurposeOf,
  WORDS,
} from './httpMatrixCalls.js';
import { TYPES } from './httpRegisters.js';
import { startGateway, type Data, type Gateway } from '../support/startGateway.js';
import {
  expectedCell,
  expectedForm,
  expectedRungs,
  isDenial,
  matrix,
  MATRIX_CATEGORIES,
  type ExpectedRow,
} from './expectedCell.js';

/** Every cell of the matrix again, as it comes out of the running gateway: values are looked at, not decisions. */

let gateway: Gateway;
let world: ArrangedWorld;
/** Who has a ticket, a job, a case: nobody at first. */
let arranged: readonly ArrangedCase[] = [];

beforeAll(async () => {
  gateway = await startGateway();
  // A Saturday at ten: the desk is open.
  gateway.clock.now = new Date('2026-11-21T01:00:00Z');
  world = await arrangeSubjects(gateway);
});
afterAll(async () => gateway.close());

interface Call {
  readonly role: Role | null;
  readonly organisation: string;
  readonly purpose: Purpose;
  /** Whose record is the caller's own. */
  readonly self: string;
}

interface Seen extends Call {
  readonly data: Data;
  readonly decisions: readonly ReportEntry[];
}

const asked = new Map<string, Promise<Seen>>();

async function ask(call: Call): Promise<Seen> {
  const key = JSON.stringify(call);
  const known = asked.get(key) ?? fetchAnswer(call);
  asked.set(key, known);
  return known;
}

function claimsOf(call: Call): Partial<VerifiedCaller> {
  const { kind, key } = world.person(call.self);
  return {
    // An office is somebody's: this one is deputy and head of a department.
    ...(call.role === 'PRIVACY_MANAGER' || call.role === 'DEPT_MANAGER' ? { subjectId: 'demo:dept-manager' } : {}),
    organisation: call.organisation,
    roles: call.role === null || call.role === 'PUBLIC' ? [] : [call.role],
    subject: { kind, reference: key },
    staffReference: world.person('sa').key,
  };
}

async function fetchAnswer(call: Call): Promise<Seen> {
  const as = claimsOf(call);
  const ids = world.people.map(({ alias, kind, key }) => [alias, idOf(as, kind, key)]);
  const variables = { ...Object.fromEntries(ids), class: gateway.idOf(as, 'Class', world.classKey) };
  const answers = await Promise.all(
    QUERIES.map(async (query) => gateway.ask({ as, purpose: call.purpose, query, variables })),
  );
  for (const { status, body } of answers) expect([status, body.errors]).toEqual([200, undefined]);
  const data = Object.assign({}, ...answers.map(({ body }) => body.data));
  return { ...call, data, decisions: answers.flatMap(({ body }) => body.extensions?.governance.decisions ?? []) };
}

function idOf(as: Partial<VerifiedCaller>, kind: Arranged['kind'], key: number): string {
  return gateway.idOf(as, TYPES[kind], key);
}

/** What holds of a person for this caller, by how the databases were arranged. */
function holding(call: Call, person: Arranged, category: DataCategory): ReadonlySet<Condition> {
  const { self, purpose } = call;
  const fits = canBeOwn(call.role === null ? [] : [call.role], world.person(self).kind);
  const own: Condition[] = person.alias === self && fits ? ['OWN_RECORD'] : [];
  const parent = self === 'ga' && fits ? person.holdsForParent : [];
  const consents = ['BENEFICIAL_INFORMATION', 'REQUESTED_SERVICE', 'CONSENTED_DISCLOSURE'].includes(purpose);
  const registered = arranged
    .filter((each) => speaksFor(each, call, person.alias, category))
    .map(({ condition }) => condition);
  const instructed = call.organisation === 'MAIL_HOUSE' && INSTRUCTED.includes(`${purpose} ${category}`);
  return new Set([
    ...own,
    ...parent,
    ...person.holds.filter((each) => each !== 'CONSENT' || consents),
    ...registered,
    ...(instructed ? (['INSTRUCTION'] as const) : []),
  ]);
}

function granted(call: Call, person: Arranged, category: DataCategory): DisclosureForm {
  const question = {
    roles: [call.role ?? 'PUBLIC'],
    recipientClasses: ORGANISATIONS[call.organisation] ?? [],
    purpose: call.purpose,
    subPurpose: subPurposeOf(call.purpose, call.role),
    kind: person.kind,
    lifeStage: person.lifeStage,
    category,
    shape: person.kind === 'OFFICER_OR_EMPLOYEE' ? 'LIST' : 'SINGLE',
  } as const;
  return expectedForm(question, holding(call, person, category));
}

function shown(call: Call, person: Arranged, category: DataCategory): DisclosureForm {
  const form = granted(call, person, category);
  // A guardian's purchases are those of the member whom the guardian's code names.
  const code = granted(call, person, 'MEMBER_CODE');
  if (category === 'PURCHASE_HISTORY' && person.kind === 'GUARDIAN' && formRank(code) < formRank('PSEUDONYMISED'))
    return 'DENIED';
  const offers = SHOWS[category].filter((offer) => person.kind !== 'OFFICER_OR_EMPLOYEE' || offer !== 'PSEUDONYMISED');
  return offers.find((offer) => formRank(offer) <= formRank(form)) ?? 'DENIED';
}

function rowOf(seen: Seen, person: Arranged): Data {
  const { data } = seen;
  if (person.kind !== 'OFFICER_OR_EMPLOYEE') return data[person.alias];
  const id = idOf(claimsOf(seen), person.kind, person.key);
  return (data.class.staff ?? []).find((row: Data) => row.id === id) ?? null;
}

/** Purchases are not told of children, and of staff only names and contact. */
function isReached(person: Arranged, category: DataCategory): boolean {
  if (person.kind === 'CHILD_PARTICIPANT') return category !== 'PURCHASE_HISTORY';
  return person.kind !== 'OFFICER_OR_EMPLOYEE' || ['NAME', 'PHONE', 'EMAIL'].includes(category);
}

interface Outcome {
  readonly where: string;
  readonly expected: DisclosureForm;
  readonly observed: DisclosureForm | 'WRONG';
}

function outcome(seen: Seen, person: Arranged, category: DataCategory): Outcome {
  const where = `${seen.role ?? 'no role'} of ${seen.organisation} for ${seen.purpose} as ${seen.self}: ${category} of ${person.alias}`;
  return {
    where,
    expected: shown(seen, person, category),
    observed: observedForm(category, rowOf(seen, person), person),
  };
}

function wrong({ expected, observed }: Outcome): boolean {
  return expected !== observed;
}

const SELVES = ['ga', 'ca', 'ct', 'cu', 'ma', 'sa'];

/** One caller for each role, class and purpose that a row names. Rows about anybody are asked as those whom they meet elsewhere. */
function callsOf(row: ExpectedRow): readonly Call[] {
  return row.roles.flatMap((role) =>
    row.recipientClasses
      .filter((name) => row.recipientClasses.length < 12 || NATURAL[role]?.has(name) === true)
      .flatMap((name) => organisationsOf(role, name))
      .flatMap((organisation) =>
        row.purposes.flatMap((purpose) =>
          (row.relation === null ? ['ga'] : SELVES).map((self) => ({ role, organisation, purpose, self })),
        ),
      ),
  );
}

const CELLS = matrix.flatMap((row) => MATRIX_CATEGORIES.map((category) => [row.id, category, row] as const));
const outcomes: (Outcome & { readonly row: string; readonly category: DataCategory; readonly person: string })[] = [];

describe('each cell over HTTP', () => {
  test.each(CELLS)('%s %s', seesEachCell);
});

async function seesEachCell(id: string, category: DataCategory, row: ExpectedRow): Promise<void> {
  const people = world.people.filter(
    (person) =>
      row.kinds.includes(person.kind) && row.lifeStages.includes(person.lifeStage) && isReached(person, category),
  );
  const found: Outcome[] = [];
  const calls = callsOf(row);
  for (const seen of await Promise.all(calls.map(ask))) {
    for (const person of people) {
      const one = outcome(seen, person, category);
      found.push(one);
      outcomes.push({ ...one, row: id, category, person: person.alias });
    }
  }
  expect(found.filter(wrong)).toEqual([]);
  expect(found.length + Number(people.length === 0)).toBeGreaterThan(0);
}

test('every live cell was seen to give its form, and every conditional one also to withhold it', () => {
  const unseen: string[] = [];
  for (const row of matrix.filter((each) => !each.id.startsWith('X') && !isDenial(each))) {
    for (const category of MATRIX_CATEGORIES) {
      const [best] = expectedCell(row, category);
      if (best === undefined || best.form === 'AGGREGATED' || best.when.some((each) => !LIVE_CONDITIONS.has(each)))
        continue;
      const reached = outcomes.some((each) => each.row === row.id && each.category === category);
      if (!reached) continue;
      const forms = outcomes
        .filter((each) => each.row === row.id && each.category === category)
        .map(({ observed }) => observed);
      const reachable = SHOWS[category].find((offer) => formRank(offer) <= formRank(best.form));
      if (reachable !== undefined && !forms.includes(reachable)) unseen.push(`${row.id} ${category} ${best.form}`);
      if (best.when.length > 0 && new Set(forms).size < 2) unseen.push(`${row.id} ${category} otherwise`);
    }
  }
  expect(unseen).toEqual([]);
});

describe('a condition that no register confirms', () => {
  const cells = CELLS.filter(([, category, row]) => {
    const [best] = expectedCell(row, category);
    return (
      best !== undefined &&
      best.when.some((each) => !LIVE_CONDITIONS.has(each)) &&
      row.relation === null &&
      best.form !== 'AGGREGATED' &&
      // Its instruction is on record, and the purposes without one are those of no contract.
      row.id !== 'P01'
    );
  });

  test.each(cells)('%s %s is unmet, and the answer says so', async (_, category, row) => {
    const [best, fallback] = expectedCell(row, category);
    const people = [world.person('ga'), world.person('ca')].filter((each) => row.kinds.includes(each.kind));
    const words = (best?.when ?? []).map((condition) => WORDS[condition] ?? 'PERMITTED_IF');
    const expected = fallback === undefined ? words : [fallback.form === 'AGGREGATED' ? 'AGGREGATE_ONLY' : 'FALLBACK'];
    let told = 0;
    for (const seen of await Promise.all(callsOf(row).map(ask))) {
      for (const person of people.filter((each) => speaksAlone(seen, each, category, row))) {
        const ofField = seen.decisions.find(
          ({ path }) => path === `${person.alias}.${FIELDS[category] ?? 'member.purchases'}`,
        );
        const ofRow = seen.decisions.find(({ path }) => path === person.alias);
        if (ofField !== undefined) {
          // Where the field cannot show the form that is left, it says that; beside C06, C05 leaves statistics.
          expect([...expected, 'FORM_NOT_OFFERED', ...(row.id === 'C06' ? ['AGGREGATE_ONLY'] : [])]).toContain(
            ofField.reason,
          );
          if (expected.includes(ofField.reason)) expect(best?.when).toEqual(expect.arrayContaining([...ofField.needs]));
        } else if (ofRow !== undefined) {
          expect([...words, 'AGGREGATE_ONLY']).toContain(ofRow.reason);
        }
        told += Number(ofField !== undefined || ofRow !== undefined);
      }
    }
    expect(told + Number(category === 'PURCHASE_HISTORY')).toBeGreaterThan(0);
  });

  function speaksAlone(call: Call, person: Arranged, category: DataCategory, row: ExpectedRow): boolean {
    const rungs = (['UNDER_16', 'AGE_16_17', 'ADULT'] as const).map((lifeStage) =>
      expectedRungs({
        roles: [call.role ?? 'PUBLIC'],
        recipientClasses: ORGANISATIONS[call.organisation] ?? [],
        purpose: call.purpose,
        subPurpose: subPurposeOf(call.purpose, call.role),
        kind: person.kind,
        lifeStage,
        category,
        shape: 'SINGLE',
      }),
    );
    const cell = JSON.stringify(expectedCell(row, category).filter(isRow));
    return rungs.every((each) => JSON.stringify(each.filter(isRow)) === cell);
  }

  function isRow({ form }: { readonly form: DisclosureForm }): boolean {
    return form !== 'AGGREGATED';
  }
});

test('each role in each organisation that the matrix knows it in, and each purpose, comes out as the matrix says', async () => {
  const calls = Object.entries(NATURAL).flatMap(([role, classes]) =>
    [...classes]
      .flatMap((name) => organisationsOf(role as Role, name))
      .flatMap((organisation) =>
        PURPOSES.map((purpose) => ({ role: role as Role, organisation, purpose, self: 'ga' })),
      ),
  );
  await expectAll(calls);
});

test('a caller without a role, in any organisation, gets no row of anybody', async () => {
  const calls = Object.keys(ORGANISATIONS).flatMap((organisation) =>
    (['CLUB_OPERATION', 'CONSENTED_DISCLOSURE', 'ANONYMISED_DISCLOSURE', 'DATA_SUBJECT_RIGHTS'] as const).map(
      (purpose) => ({ role: null, organisation, purpose, self: 'ga' }),
    ),
  );
  for (const { data } of await expectAll(calls)) {
    const { class: club, ...people } = data;
    expect(new Set([...Object.values(people), club.staff])).toEqual(new Set([null]));
  }
});

test('a role in an organisation that is not its own gives no more than the matrix says', async () => {
  const roles = Object.keys(NATURAL) as Role[];
  const organisations = Object.keys(ORGANISATIONS);
  const calls = roles.flatMap((role, index) =>
    [3, 5, 7].map((step) => ({
      role,
      organisation: organisations[(index * step + step) % organisations.length] ?? 'PUBLIC',
      purpose: PURPOSES[(index * 5 + step) % PURPOSES.length] ?? 'CLUB_OPERATION',
      self: SELVES[(index + step) % SELVES.length] ?? 'ga',
    })),
  );
  await expectAll(calls);
});

async function expectAll(calls: readonly Call[]): Promise<readonly Seen[]> {
  const all = await Promise.all(calls.map(ask));
  const found = all.flatMap((seen) =>
    world.people.flatMap((person) =>
      DATA_CATEGORIES.filter((category) => isReached(person, category)).map((category) =>
        outcome(seen, person, category),
      ),
    ),
  );
  expect(found.filter(wrong)).toEqual([]);
  expect(found.length).toBeGreaterThan(1_000);
  return all;
}

describe('each cell over HTTP once there are tickets, jobs, approvals, requests, orders, emergencies and cases', () => {
  beforeAll(async () => {
    arranged = await arrangeCases(gateway, world);
    asked.clear();
    outcomes.length = 0;
  });

  const conditional = CELLS.filter(([, category, row]) =>
    expectedCell(row, category).some(({ when }) => when.some((each) => !LIVE_CONDITIONS.has(each))),
  );
  test.each(conditional)('%s %s', seesEachCell);

  test('each was seen to give its form, and to withhold it from those of whom no case speaks', () => {
    const unseen = conditional.flatMap(([id, category, row]) => {
      const [best] = expectedCell(row, category);
      const ours = outcomes.filter((each) => each.row === id && each.category === category);
      if (best === undefined || best.form === 'AGGREGATED' || ours.length === 0 || NEVER.includes(`${id} ${category}`))
        return [];
      const forms = new Set<string>(ours.map(({ observed }) => observed));
      const reachable = SHOWS[category].find((offer) => formRank(offer) <= formRank(best.form));
      const byRow = best.when.some((each) => CASES.includes(each));
      return [
        ...(reachable === undefined || forms.has(reachable) ? [] : [`${id} ${category} ${best.form}`]),
        ...(byRow && forms.size < 2 ? [`${id} ${category} otherwise`] : []),
      ];
    });
    expect(unseen).toEqual([]);
  });

  const CASES: readonly Condition[] = ['SERVICE_REQUEST', 'LEGAL_ORDER', 'BREAK_GLASS', 'WELFARE_CASE', 'RIGHTS_CASE'];
  /** What nobody needs, instructs or orders here. */
  const NEVER = [
    ...['MEMBER_CODE', 'BIRTH_DATE', 'PHONE', 'EMAIL'].map((category) => `P01 ${category}`),
    'C04 PHONE',
    'T01 ADDRESS',
    'L01 EMAIL',
    'I01 EMAIL',
    // A guardian's purchases come with a member code, which T04 does not give.
    'T04 PURCHASE_HISTORY',
  ];
});
