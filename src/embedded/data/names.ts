import { faker } from '@faker-js/faker/locale/ja';
import { FAMILY_NAME_READINGS } from './familyNames.js';
import { GIVEN_NAME_READINGS } from './givenNames.js';
import type { Random } from './random.js';
import { romaji } from './romaji.js';
import { weightedPick } from './weighted.js';

export interface Name {
  readonly kanji: string;
  readonly kana: string;
  /** For mail addresses. */
  readonly latin: string;
}

export type Generation = 'CHILD' | 'PARENT' | 'ELDER';
export type Sex = 'FEMALE' | 'MALE' | 'OTHER';

/** Draws names: those of the library that have a reading here. */
export interface Names {
  family(random: Random): Name;
  given(random: Random, sex: Sex, generation: Generation): Name;
}

export function makeNames(): Names {
  const { last_name: last, first_name: first } = faker.rawDefinitions.person ?? {};
  const family = readings(FAMILY_NAME_READINGS, last?.generic);
  const byRank = weightedPick(family, (_, rank) => 1 / (rank + 8));
  const given = {
    FEMALE: generations(GIVEN_NAME_READINGS.FEMALE, first?.female),
    MALE: generations(GIVEN_NAME_READINGS.MALE, first?.male),
  };
  return {
    family: byRank,
    given(random, sex, generation) {
      const side = sex === 'OTHER' ? (random.chance(0.5) ? 'FEMALE' : 'MALE') : sex;
      return random.pick(given[side][generation]);
    },
  };
}

/** Of the age at which the three lists of given names part. */
export function generationOf(age: number): Generation {
  if (age < 19) return 'CHILD';
  return age < 62 ? 'PARENT' : 'ELDER';
}

function generations(tables: Readonly<Record<Generation, string>>, known: readonly unknown[] | undefined) {
  return {
    CHILD: readings(tables.CHILD, known),
    PARENT: readings(tables.PARENT, known),
    ELDER: readings(tables.ELDER, known),
  };
}

/** `佐藤サトウ`: the reading is the katakana at the end; a name in katakana is written twice. */
function readings(table: string, known: readonly unknown[] | undefined): readonly Name[] {
  const library = new Set((known ?? []).map((entry) => String(entry)));
  const names = table.trim().split(/\s+/).map(parse);
  const found = names.filter((name) => library.has(name.kanji));
  if (found.length < 20) throw new Error('The name library no longer has the names that the readings are for.');
  return [...new Map(found.map((name) => [name.kanji, name])).values()];
}

function parse(entry: string): Name {
  const katakana = /^([ァ-ヶー]+)\1$/.exec(entry)?.[1];
  const kana = katakana ?? /[ァ-ヶー]+$/.exec(entry)?.[0] ?? '';
  return { kanji: katakana ?? entry.slice(0, entry.length - kana.length), kana, latin: romaji(kana) };
}
