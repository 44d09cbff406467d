/**
 * The tables that say something of a person, as departments name what they own (A8-2). A table of a source is here, or stands in the test
 * with the reason why it is about nobody.
 */
export const DATA_SETS: readonly string[] = [
  'broadcaster.assignments',
  'broadcaster.campaign_entries',
  'broadcaster.sessions',
  'broadcaster.staff',
  'club.advertising_opt_ins',
  'club.attendance',
  'club.children',
  'club.enrolments',
  'club.families',
  'club.guardian_links',
  'club.guardians',
  'coop.employees',
  'coop.members',
  'coop.purchases',
  'coop.supplier_contacts',
];
