import type { SourceTable } from '../sourceTable.js';

const nothingPersonal = { personal: {}, conditions: {}, lifeStage: null, living: null } as const;

export const courseTable: SourceTable = {
  ...nothingPersonal,
  source: 'club',
  from: 'courses co',
  key: 'co.id',
  keyType: 'int4',
  open: { code: 'co.code', name: 'co.name', level: 'co.level', description: 'co.description' },
  links: {},
};

export const classTable: SourceTable = {
  ...nothingPersonal,
  source: 'club',
  from: 'classes cl',
  key: 'cl.id',
  keyType: 'int4',
  open: {
    name: 'cl.name',
    term: 'cl.term',
    weekday: 'cl.weekday',
    startsAt: "to_char(cl.starts_at, 'HH24:MI')",
    venue: 'cl.venue',
    municipality: 'cl.municipality_code',
    capacity: 'cl.capacity',
  },
  links: { course: 'cl.course_id' },
};

/** The same rows reached from a course. */
export const classOfCourseTable: SourceTable = {
  ...classTable,
  links: { ...classTable.links, parent: 'cl.course_id' },
};

/** A child's enrolments: data of the child, in no category of the policy's list (A2(2)-i9). */
export const enrolmentTable: SourceTable = {
  ...nothingPersonal,
  source: 'club',
  from: 'enrolments e',
  // Conditions of a row that inherits its subject are known by the parent's key.
  key: 'e.child_id',
  keyType: 'int4',
  id: 'e.id',
  personal: {
    state: { RAW: 'e.state' },
    enrolledOn: { RAW: 'e.enrolled_on' },
    endedOn: { RAW: 'e.ended_on' },
    attended: { RAW: "(SELECT count(*)::int FROM attendance a WHERE a.enrolment_id = e.id AND a.status <> 'ABSENT')" },
    class: {},
    attendance: {},
  },
  open: {},
  links: { parent: 'e.child_id', class: 'e.class_id' },
};

/** Presence on the days of an enrolment: data of the same child. */
export const attendanceTable: SourceTable = {
  ...nothingPersonal,
  source: 'club',
  from: 'attendance at',
  key: 'at.enrolment_id',
  keyType: 'int4',
  id: 'at.id',
  personal: { heldOn: { RAW: 'at.held_on' }, status: { RAW: 'at.status' } },
  open: {},
  links: { parent: 'at.enrolment_id' },
};
