import fc from 'fast-check';
import pg from 'pg';
import { ageBandOn, ageBandSql } from '../../src/disclosure/ageBand.js';
import { amountClass, amountClassSql } from '../../src/disclosure/amountClass.js';
import { birthYearOn, birthYearSql } from '../../src/disclosure/birthYear.js';
import { lifeStageSql } from '../../src/disclosure/lifeStageSql.js';
import { maskEmail, maskEmailSql } from '../../src/disclosure/maskEmail.js';
import { maskMemberCode, maskMemberCodeSql } from '../../src/disclosure/maskMemberCode.js';
import { maskName, maskNameSql } from '../../src/disclosure/maskName.js';
import { maskPhone, maskPhoneSql } from '../../src/disclosure/maskPhone.js';
import { monthOf, monthSql } from '../../src/disclosure/month.js';
import { rowOrderSeed } from '../../src/disclosure/rowOrderSeed.js';
import { schoolGradeOn, schoolGradeSql } from '../../src/disclosure/schoolGrade.js';
import { lifeStageOn } from '../../src/policy/lifeStage.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { dates, masterForTests } from './support.js';

const PAIRS = 20_000;

const TEXTS: readonly (string | null)[] = [
  ...[
    '090-1234-5678',
    '09012345678',
    '+81 90 1234 5678',
    '+819012345678',
    '022-123-4567',
    '0225-12-3456',
    '(0229) 12-3456',
  ],
  ...[
    '0225-123-456',
    '022-1234-5678',
    '022-12-34567',
    '022-123-45678',
    '122-123-4567',
    ' 090-1234-5678',
    '090-1234-5678\n',
  ],
  ...['x@y.co.jp.', 'x.jp@y', 'x@y.J-P', 'x@y.j2', 'x@y.jP', 'x.y', '.jp', 'a@b.jp@c.com'],
  ...['110', '090-1234-567', '090-1234-5678 ext 9', '1234567890', '***-****-****', ''],
  ...[
    'taro@example.jp',
    'TARO@EXAMPLE.JP',
    'a@b@c.co.jp',
    '宮@x.museum',
    'x@y.surnamebrand',
    'x@localhost',
    'a.b@localhost',
  ],
  ...['@x.jp', '*@x.jp', 't***@***.jp', 'taro', 'a@[192.168.0.1]', '𠮷@x.jp'],
  ...['12345678', '1234567', '123456789012', '1234-5678', '12345678A', '******78', 'AB345678'],
  null,
];

interface Case {
  readonly born: string | null;
  readonly today: string;
  readonly deceased: string | null;
}

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createDatabase('empty');
  client = new pg.Client(database.connection);
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Random dates, and for every third pair a birthday on or beside `today`. */
function cases(): Case[] {
  const near = fc.tuple(dates, fc.integer({ min: 0, max: 90 })).map(([today, years]) => {
    const born = `${Number(today.slice(0, 4)) - years}${today.slice(4)}`;
    return { today, born: born.endsWith('02-29') && !isLeap(born) ? born.replace('02-29', '03-01') : born };
  });
  const far = fc.record({ born: fc.option(dates), today: dates });
  const pair = fc.oneof({ weight: 2, arbitrary: far }, { weight: 1, arbitrary: near });
  const withDeath = fc.tuple(pair, fc.option(dates, { freq: 1 })).map(([both, deceased]) => ({ ...both, deceased }));
  return fc.sample(withDeath, { numRuns: PAIRS, seed: 20_261_122 });
}

function isLeap(date: string): boolean {
  const year = Number(date.slice(0, 4));
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

async function fromSql(expression: string, all: readonly Case[]): Promise<unknown[]> {
  const { rows } = await client.query<{ value: unknown }>(
    `select ${expression} as value
       from unnest($1::date[], $2::date[], $3::date[]) with ordinality as c(born, today, deceased, position) order by position`,
    [all.map(({ born }) => born), all.map(({ today }) => today), all.map(({ deceased }) => deceased)],
  );
  return rows.map(({ value }) => value);
}

/** The first cases in which the twins differ, readably; an empty list is the proof. */
function differences(all: readonly Case[], made: readonly unknown[], expected: (one: Case) => unknown): unknown[] {
  return all
    .map((one, index) => ({ ...one, sql: made[index], typescript: expected(one) }))
    .filter(({ sql, typescript }) => sql !== typescript)
    .slice(0, 5);
}

describe('what a source makes in SQL is what the gateway makes in TypeScript', () => {
  const all = cases();

  it.each<[string, string, (one: Case) => unknown]>([
    ['age band', ageBandSql('born', 'today'), ({ born, today }) => ageBandOn(born, today)],
    ['school grade', schoolGradeSql('born', 'today'), ({ born, today }) => schoolGradeOn(born, today)],
    ['birth year', birthYearSql('born', 'today'), ({ born, today }) => birthYearOn(born, today)],
    ['month', monthSql('born'), ({ born }) => monthOf(born)],
    [
      'life stage',
      lifeStageSql('born', 'deceased', 'today'),
      ({ born, today, deceased }) => lifeStageOn(born, deceased, today),
    ],
    [
      'life stage of the living',
      lifeStageSql('born', null, 'today'),
      ({ born, today }) => lifeStageOn(born, null, today),
    ],
  ])('for the %s of 20,000 pairs of dates', async (_, sql, typescript) => {
    const made = await fromSql(sql, all);
    expect(new Set(made).size).toBeGreaterThan(3);
    expect(differences(all, made, typescript)).toEqual([]);
  });

  it('for the class of amounts around every bound', async () => {
    const amounts = [-500, 0, 500, 1_000, 3_000, 10_000, 999_999].flatMap((yen) => [yen - 1, yen, yen + 1]);
    const { rows } = await client.query<{ value: string | null }>(
      `select ${amountClassSql('yen')} as value from unnest($1::int[]) with ordinality as a(yen, position) order by position`,
      [[...amounts, null]],
    );
    expect(rows.map(({ value }) => value)).toEqual([...amounts, null].map((yen) => amountClass(yen)));
  });

  it.each<[string, string, (text: string | null) => string | null]>([
    ['telephone number for the Club', maskPhoneSql('text', 4), (text) => maskPhone(text, 4)],
    ['telephone number for others', maskPhoneSql('text', 2), (text) => maskPhone(text, 2)],
    ['e-mail address', maskEmailSql('text'), maskEmail],
    ['member code', maskMemberCodeSql('text'), maskMemberCode],
  ])('for the masked %s, whatever the text', async (_, sql, typescript) => {
    const { rows } = await client.query<{ value: string | null }>(
      `select ${sql} as value from unnest($1::text[]) with ordinality as t(text, position) order by position`,
      [TEXTS],
    );
    const pairs = TEXTS.map((text, index) => ({ text, sql: rows[index]?.value, typescript: typescript(text) }));
    expect(pairs.filter((pair) => pair.sql !== pair.typescript)).toEqual([]);
    expect(new Set(rows.map(({ value }) => value)).size).toBeGreaterThan(5);
  });

  it('for a masked name, whose first character may take two units of UTF-16', async () => {
    const names = [
      ['宮城', '花子'],
      ['𠮷野', 'A'],
      ['ミヤギ', 'ハ'],
    ] as const;
    const { rows } = await client.query<{ value: string }>(
      `select ${maskNameSql('family', 'given')} as value from unnest($1::text[], $2::text[]) as n(family, given)`,
      [names.map(([family]) => family), names.map(([, given]) => given)],
    );
    expect(rows.map(({ value }) => value)).toEqual(names.map((name) => maskName(name.join(' '))));
  });
});

describe('a statement with a parameter for today', () => {
  it('takes it once, as $1 and as a literal', async () => {
    const expression = ageBandSql(`date '2010-11-22'`, '$1');
    expect(expression.split('$1')).toHaveLength(2);
    const { rows } = await client.query<{ value: string }>(`select ${expression} as value`, ['2026-11-22']);
    expect(rows).toEqual([{ value: 'AGE_16_17' }]);
  });
});

describe('the order of rows by hashint8extended', () => {
  it('follows neither the keys nor the order of another recipient', async () => {
    const order = async (recipient: string) => {
      const { rows } = await client.query<{ id: number }>(
        `select id from generate_series(1, 1000) as s(id) order by hashint8extended(id, $1::bigint), id`,
        [rowOrderSeed(masterForTests, recipient)],
      );
      return rows.map(({ id }) => id);
    };
    const [ours, again, theirs] = [await order('COOP'), await order('COOP'), await order('SENDAI_HOSO')];
    const keys = ours.toSorted((a, b) => a - b);
    expect(again).toEqual(ours);
    const inPlace = (a: number[], b: number[]) => a.filter((id, index) => id === b[index]).length;
    expect([inPlace(ours, keys), inPlace(ours, theirs)].every((count) => count < 12)).toBe(true);
  });
});
