import { setImmediate as otherRequests } from 'node:timers/promises';
import type { Pool } from 'pg';
import { rollUp, type ClassMember } from '../../disclosure/rollUp.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import { childTable } from '../../sources/club/childTable.js';
import { guardianTable } from '../../sources/club/guardianTable.js';
import { readClassPeople, type ClassPerson } from './readClassPeople.js';
import { combinationOf, rowClassLevels, WITHHELD, type ShownClass } from './rowClassHierarchy.js';
import { CLASS_SCOPES, type ClassScope } from './rowClasses.js';
import { segmentClasses } from './segmentClasses.js';
import { createPurchaseSegments } from './purchaseSegments.js';

export interface FillOptions {
  readonly clubPool: Pool;
  readonly governancePool: Pool;
  /** Tokyo date, YYYY-MM-DD. */
  readonly today: string;
  /** Thresholds that recipients have, each once. */
  readonly ks: readonly number[];
  readonly placeK: number;
  /** Who is stopped, erased or dead by the registers: shown as others are where shown at all, and counted for nobody. */
  readonly flagged: readonly SubjectReference[];
  /** Who opened the purchase history, to which recipient and for what; a segment takes the word of all who may have purchases in it. */
  readonly consenting: readonly ConsentingGuardians[];
  /** Of the refresh. */
  readonly pseudonymKey: Buffer;
}

export interface ConsentingGuardians {
  readonly purpose: string;
  readonly recipient: string;
  readonly guardians: ReadonlySet<number>;
}

const KINDS = [
  ['GUARDIAN', guardianTable, 'g'],
  ['CHILD_PARTICIPANT', childTable, 'c'],
] as const;

/** A person with the combinations that it may be shown by, as texts that are the same object for all who share them. */
interface Combined extends ClassPerson {
  readonly combinations: Readonly<Record<'withSex' | 'withoutSex', string>>;
}

/** The classes of one kind, among whom, by which quasi-identifiers, for one k. */
interface Counted {
  readonly scope: ClassScope;
  readonly withSex: boolean;
  readonly k: number;
  readonly people: readonly Combined[];
  readonly classes: ReadonlyMap<string, ShownClass>;
}

/**
 * Counts who shares which quasi-identifiers today, and replaces the classes by which de-identified rows are shown; all or nothing, in one
 * statement, since a segment's class counts on the class of its row.
 */
export async function fillRowClasses(options: FillOptions): Promise<void> {
  const rows: (readonly unknown[])[] = [];
  const segments: (readonly unknown[])[] = [];
  for (const [kind, table, alias] of KINDS) {
    const flagged = new Set(
      options.flagged.filter((subject) => subject.kind === kind).map(({ reference }) => reference),
    );
    const people = withCombinations(await readClassPeople({ ...options, flagged }, table, alias));
    const counted: Counted[] = [];
    for (const scope of CLASS_SCOPES) counted.push(...(await countScope(scope, people, options)));
    rows.push(...counted.map(({ scope, withSex, k, classes }) => [kind, scope, withSex, k, textOf(classes)]));
    if (kind === 'GUARDIAN') segments.push(...(await countSegments(counted, people, options)));
  }
  const column = (of: typeof rows) => (index: number) => of.map((row) => row[index]);
  await options.governancePool.query(REPLACE, [
    options.today,
    ...[0, 1, 2, 3, 4].map(column(rows)),
    ...[0, 1, 2, 3, 4, 5, 6].map(column(segments)),
  ]);
}

/** Segments are replaced as a whole: a recipient whom nobody consents to any more has no classes. */
const REPLACE = `
  WITH segments AS (
    SELECT * FROM unnest($7::text[], $8::boolean[], $9::int[], $10::text[], $11::text[], $12::jsonb[], $13::int[])
    AS made (scope, with_sex, k, purpose, recipient, classes, snapshot)
  ), gone AS (
    DELETE FROM analysis_segment_classes old WHERE NOT EXISTS (
      SELECT FROM segments made WHERE (made.scope, made.with_sex, made.k, made.purpose, made.recipient) =
        (old.scope, old.with_sex, old.k, old.purpose, old.recipient))
  ), counted AS (
    INSERT INTO analysis_segment_classes (scope, with_sex, k, purpose, recipient, taken_on, classes, snapshot)
    SELECT scope, with_sex, k, purpose, recipient, $1::date, classes, snapshot FROM segments
    ON CONFLICT (scope, with_sex, k, purpose, recipient)
    DO UPDATE SET taken_on = excluded.taken_on, classes = excluded.classes, snapshot = excluded.snapshot
  )
  INSERT INTO analysis_row_classes (subject_kind, scope, with_sex, k, taken_on, classes)
  SELECT kind, scope, with_sex, k, $1::date, classes
  FROM unnest($2::text[], $3::text[], $4::boolean[], $5::int[], $6::jsonb[]) AS made (kind, scope, with_sex, k, classes)
  ON CONFLICT (subject_kind, scope, with_sex, k)
  DO UPDATE SET taken_on = excluded.taken_on, classes = excluded.classes`;

/** Made once: texts that are made and hashed anew for each count cost more than the counting. */
function withCombinations(people: readonly ClassPerson[]): readonly Combined[] {
  const texts = new Map<string, string>();
  const same = (text: string): string => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
  return people.map((person) => {
    const { band, place, sex } = person;
    const combinations = {
      withSex: same(combinationOf(band, place, sex)),
      withoutSex: same(combinationOf(band, place, '')),
    };
    return { ...person, combinations };
  });
}

async function countScope(
  scope: ClassScope,
  everybody: readonly Combined[],
  { ks, placeK }: FillOptions,
): Promise<readonly Counted[]> {
  const people = everybody.filter(({ opted }) => scope === 'PARTICIPATING' || opted === (scope === 'OPTED_IN'));
  const counted: Counted[] = [];
  for (const withSex of [true, false]) {
    const members = people.map((person): ClassMember => {
      return { family: person.counts ? person.family : null, combination: combinationFor(person, withSex) };
    });
    for (const k of ks) {
      await otherRequests();
      const classes = rollUp(members, { levels: rowClassLevels({ k, placeK }), withheld: WITHHELD, k });
      counted.push({ scope, withSex, k, people, classes });
    }
  }
  return counted;
}

async function countSegments(
  counted: readonly Counted[],
  everybody: readonly Combined[],
  { governancePool, pseudonymKey, consenting, placeK }: FillOptions,
): Promise<readonly (readonly unknown[])[]> {
  const { snapshot, segments } = await createPurchaseSegments(governancePool, pseudonymKey).ofGuardians(
    everybody.map(({ key }) => key),
  );
  const rows: (readonly unknown[])[] = [];
  for (const { purpose, recipient, guardians } of [{ purpose: '', recipient: '', guardians: null }, ...consenting]) {
    const silent = guardians === null ? new Set<number>() : silentFamilies(everybody, guardians);
    const opens = ({ key, family }: Combined) => guardians === null || (guardians.has(key) && !silent.has(family));
    for (const { scope, withSex, k, people, classes } of counted) {
      await otherRequests();
      const members = people.map((person) => ({
        family: person.counts ? person.family : null,
        combination: combinationFor(person, withSex),
        segment: opens(person) ? (segments.get(person.key) ?? null) : null,
      }));
      const shown = textOf(segmentClasses(members, classes, { k, placeK }));
      rows.push([scope, withSex, k, purpose, recipient, shown, snapshot]);
    }
  }
  return rows;
}

/** Whose segment has purchases in it of somebody who consented to nothing. */
function silentFamilies(people: readonly ClassPerson[], guardians: ReadonlySet<number>): ReadonlySet<number> {
  return new Set(people.filter(({ key, buys }) => buys && !guardians.has(key)).map(({ family }) => family));
}

function combinationFor({ combinations }: Combined, withSex: boolean): string {
  return withSex ? combinations.withSex : combinations.withoutSex;
}

function textOf(classes: ReadonlyMap<string, unknown>): string {
  return JSON.stringify(Object.fromEntries(classes));
}
