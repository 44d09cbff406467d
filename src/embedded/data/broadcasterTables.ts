import { assignments, campaignEntries, campaigns, PROGRAMMES, sessions, staff } from './airing.js';
import { dateOf } from './calendar.js';
import type { DemoTable } from './table.js';
import type { World } from './world.js';

/** Referenced tables first. */
export const BROADCASTER_TABLES: readonly DemoTable[] = [
  {
    name: 'staff',
    columns: [
      'id',
      'organisation',
      'family_name',
      'given_name',
      'family_kana',
      'given_kana',
      'job_title',
      'phone',
      'email',
    ],
    rows: staffRows,
  },
  {
    name: 'programmes',
    columns: ['id', 'title', 'genre', 'weekday'],
    rows: () => PROGRAMMES.map((programme, index) => [index + 1, ...programme]),
  },
  {
    name: 'campaigns',
    columns: ['id', 'programme_id', 'name', 'starts_on', 'ends_on'],
    rows: (world) =>
      campaigns(world).map(({ id, programme, name, startsOn, endsOn }) => [
        id,
        programme,
        name,
        dateOf(startsOn),
        dateOf(endsOn),
      ]),
  },
  {
    name: 'campaign_entries',
    columns: ['id', 'campaign_id', 'guardian_reference', 'entered_on'],
    rows: campaignEntries,
  },
  {
    name: 'assignments',
    columns: ['id', 'staff_id', 'class_reference', 'starts_on', 'ends_on'],
    rows: assignments,
  },
  { name: 'sessions', columns: ['id', 'class_reference', 'staff_id', 'held_on', 'topic'], rows: sessions },
];

function* staffRows(world: World) {
  for (const { id, organisation, family, given, jobTitle, phone, email } of staff(world)) {
    yield [id, organisation, family.kanji, given.kanji, family.kana, given.kana, jobTitle, phone, email];
  }
}
