import {
  assignmentTable,
  campaignEntryTable,
  campaignTable,
  programmeTable,
  sessionTable,
  staffTable,
} from '../../sources/broadcaster/tables.js';
import { childTable } from '../../sources/club/childTable.js';
import { linkOfGuardianTable } from '../../sources/club/guardianLinkTables.js';
import { guardianTable } from '../../sources/club/guardianTable.js';
import { attendanceTable, classTable, courseTable, enrolmentTable } from '../../sources/club/lessonTables.js';
import { optInOfGuardianTable } from '../../sources/club/optInTables.js';
import { employeeTable } from '../../sources/coop/employeeTable.js';
import { memberTable } from '../../sources/coop/memberTable.js';
import { purchaseTable } from '../../sources/coop/purchaseTable.js';
import { supplierContactTable } from '../../sources/coop/supplierContactTable.js';
import type { SourceTable } from '../../sources/sourceTable.js';

interface RowType {
  readonly table: SourceTable;
  /** Join keys of this row that a relation field needs. A relation that is not named here uses the row's own key. */
  readonly joins: Readonly<Record<string, string>>;
}

/** Published types whose values are rows of a source. Every other object type is scaffolding around them. */
export const ROW_TYPES: Readonly<Record<string, RowType>> = {
  Guardian: { table: guardianTable, joins: { member: 'memberCode' } },
  Child: { table: childTable, joins: {} },
  Member: { table: memberTable, joins: {} },
  Purchase: { table: purchaseTable, joins: {} },
  Enrolment: { table: enrolmentTable, joins: { class: 'class' } },
  Course: { table: courseTable, joins: {} },
  Class: { table: classTable, joins: { course: 'course' } },
  Staff: { table: staffTable, joins: {} },
  Programme: { table: programmeTable, joins: {} },
  GuardianLink: { table: linkOfGuardianTable, joins: {} },
  AdvertisingOptIn: { table: optInOfGuardianTable, joins: {} },
  Attendance: { table: attendanceTable, joins: {} },
  CampaignEntry: { table: campaignEntryTable, joins: { campaign: 'campaign' } },
  Assignment: { table: assignmentTable, joins: { class: 'class' } },
  ClassSession: { table: sessionTable, joins: { class: 'class' } },
  Employee: { table: employeeTable, joins: {} },
  SupplierContact: { table: supplierContactTable, joins: {} },
  Campaign: { table: campaignTable, joins: { programme: 'programme' } },
};
