import { dateOf, type Day } from './calendar.js';
import { type Child, families, type Family, type Guardian } from './family.js';
import { familyId, memberCodeOf, memberIdOfGuardian } from './keys.js';
import { attendances, classPlans, COURSES, enrolments, termsOf } from './lessons.js';
import { optIns } from './optIns.js';
import { personCells, PERSON_COLUMNS } from './person.js';
import { randomFor } from './random.js';
import type { DemoTable } from './table.js';
import type { World } from './world.js';

const PARTICIPANT_COLUMNS = [...PERSON_COLUMNS, 'registered_on', 'left_on', 'deceased_on'] as const;

/** Referenced tables first. */
export const CLUB_TABLES: readonly DemoTable[] = [
  { name: 'families', columns: ['id', 'registered_on'], rows: familyRows },
  { name: 'guardians', columns: ['id', 'family_id', 'member_code', ...PARTICIPANT_COLUMNS], rows: guardianRows },
  { name: 'children', columns: ['id', 'family_id', ...PARTICIPANT_COLUMNS], rows: childRows },
  {
    name: 'guardian_links',
    columns: ['id', 'guardian_id', 'child_id', 'relation', 'state', 'harm_flag', 'started_on', 'ended_on'],
    rows: linkRows,
  },
  {
    name: 'courses',
    columns: ['id', 'code', 'name', 'level', 'description'],
    rows: () => COURSES.map((course, index) => [index + 1, ...course]),
  },
  {
    name: 'classes',
    columns: ['id', 'course_id', 'name', 'term', 'weekday', 'starts_at', 'venue', 'municipality_code', 'capacity'],
    rows: classRows,
  },
  {
    name: 'enrolments',
    columns: ['id', 'child_id', 'class_id', 'state', 'enrolled_on', 'ended_on'],
    rows: enrolmentRows,
  },
  { name: 'attendance', columns: ['id', 'enrolment_id', 'held_on', 'status'], rows: attendances },
  {
    name: 'advertising_opt_ins',
    columns: [
      'id',
      'subject_kind',
      'subject_id',
      'giver_kind',
      'giver_id',
      'state',
      'channel',
      'proof_reference',
      'recorded_at',
    ],
    rows: optIns,
  },
];

function* familyRows(world: World) {
  for (const family of families(world)) yield [familyId(family.index), dateOf(family.registeredOn)];
}

function* guardianRows(world: World) {
  for (const family of families(world)) {
    for (const guardian of family.guardians) {
      const code = guardian.isMember ? memberCodeOf(memberIdOfGuardian(world, guardian.id)) : null;
      yield [guardian.id, familyId(family.index), code, ...participantCells(family, guardian)];
    }
  }
}

function* childRows(world: World) {
  for (const family of families(world)) {
    for (const child of family.children) {
      yield [child.id, familyId(family.index), ...participantCells(family, child)];
    }
  }
}

function participantCells(family: Family, person: Guardian | Child) {
  return [
    ...personCells(person),
    dateOf(family.registeredOn),
    dateOrNull(person.leftOn),
    dateOrNull(person.deceasedOn),
  ];
}

function* linkRows(world: World) {
  for (const family of families(world)) {
    for (const guardian of family.guardians) {
      for (const child of family.children) {
        const random = randomFor(world.seed, 'link', child.id * 2 + guardian.slot);
        const since = family.registeredOn;
        const ended = guardian.state === 'ENDED' ? dateOf(random.integer(since, world.today - 1)) : null;
        const id = child.id * 2 + guardian.slot;
        yield [id, guardian.id, child.id, guardian.relation, guardian.state, guardian.harmFlag, dateOf(since), ended];
      }
    }
  }
}

function* classRows(world: World) {
  const terms = termsOf(world);
  for (const plan of classPlans(world)) {
    const term = terms[plan.term]?.code ?? '';
    const capacity = 48 + (plan.position % 4) * 4;
    const { id, course, name, weekday, startsAt, venue, municipalityCode } = plan;
    yield [id, course + 1, name, term, weekday, startsAt, venue, municipalityCode, capacity];
  }
}

function* enrolmentRows(world: World) {
  for (const { id, child, plan, state, enrolledOn, endedOn } of enrolments(world)) {
    yield [id, child.id, plan.id, state, dateOf(enrolledOn), dateOrNull(endedOn)];
  }
}

function dateOrNull(day: Day | null): string | null {
  return day === null ? null : dateOf(day);
}
