import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Personal } from '../../../directives/personal.js';
import { Strip } from '../../../directives/strip.js';
import { Subject } from '../../../directives/subject.js';
import { enumObject } from '../types/enums.js';
import { LocalDate } from '../types/LocalDate.js';

const AttendanceStatusEnum = enumObject(['PRESENT', 'ABSENT', 'LATE']);
registerEnumType(AttendanceStatusEnum, { name: 'AttendanceStatus' });

@Subject({ kind: 'CHILD_PARTICIPANT' })
@ObjectType({ description: 'Presence of an enrolled child on one day.', simpleResolvers: true })
export class Attendance {
  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => LocalDate, { nullable: true })
  heldOn!: string | null;

  @Personal({ category: 'UNLISTED' })
  @Strip()
  @Field(() => AttendanceStatusEnum, { nullable: true })
  status!: string | null;
}
