import { AdvertisingOptIn } from './AdvertisingOptIn.js';
import { Attendance } from './Attendance.js';
import { Child } from './Child.js';
import { Class } from './Class.js';
import { Course } from './Course.js';
import { Enrolment } from './Enrolment.js';
import { Family } from './Family.js';
import { Guardian } from './Guardian.js';
import { GuardianLink } from './GuardianLink.js';

/** The tables of the club’s database, referenced ones first. */
export const CLUB_ENTITIES = [
  Family,
  Guardian,
  Child,
  GuardianLink,
  Course,
  Class,
  Enrolment,
  Attendance,
  AdvertisingOptIn,
] as const;
