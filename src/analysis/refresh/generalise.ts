import { ageOn } from '../../disclosure/dateNumber.js';
import { familyAgeBand } from '../../statistics/domain/ageBand.js';
import { rolledUpPlace } from '../../statistics/domain/place.js';
import { regionOf } from '../../statistics/domain/region.js';
import type { StatisticModel } from '../../statistics/model/statisticModel.js';
import { positionIn } from '../domains.js';
import type { Pseudonyms } from '../pseudonyms.js';
import type { SourceFamily } from './readPeople.js';
import type { SourceDigests } from './sourceDigests.js';

/** What the store may know of a family: positions in public domains, and keyed names. */
export interface GeneralisedFamily {
  readonly source: SourceFamily;
  readonly pseudonym: string;
  readonly municipality: number | null;
  readonly region: number | null;
  readonly ageBand: number | null;
  readonly children: readonly { readonly ageBand: number | null; readonly sex: number | null }[];
  /** Guardians who gave the consent of coverage. */
  readonly consenting: ReadonlySet<number>;
  /** Equal to that of an earlier snapshot: its facts are the same. */
  readonly digest: string;
}

interface Ground {
  readonly model: StatisticModel;
  readonly today: string;
  readonly pseudonyms: Pseudonyms;
  readonly digests: SourceDigests;
  readonly consenting: ReadonlySet<number>;
}

/** Codes and dates become cells and bands. */
export function generaliseWith({ model, today, pseudonyms, digests, consenting }: Ground) {
  const [municipality, region, ageBand] = (['MUNICIPALITY', 'REGION', 'AGE_BAND'] as const).map((name) =>
    positionIn(model, name),
  );
  const childAgeBand = positionIn(model, 'CHILD_AGE_BAND');
  const sex = positionIn(model, 'SEX');
  return (source: SourceFamily): GeneralisedFamily => {
    const eldest = source.children.map(({ birthDate }) => birthDate).toSorted()[0] ?? today;
    const family = {
      municipality: municipality?.(rolledUpPlace(source.municipalityCode)) ?? null,
      region: region?.(regionOf(source.municipalityCode)) ?? null,
      ageBand: ageBand?.(familyAgeBand(ageOn(eldest, today))) ?? null,
      children: source.children.map((child) => ({
        ageBand: childAgeBand(familyAgeBand(ageOn(child.birthDate, today))),
        sex: sex(child.sex),
      })),
    };
    const given = new Set(source.guardians.filter((guardian) => consenting.has(guardian)));
    const digest = pseudonyms.digest(JSON.stringify([family, [...given], rowsOf(source, digests)]));
    return { source, pseudonym: pseudonyms.family(source.id), ...family, consenting: given, digest };
  };
}

function rowsOf({ children, members, guardians }: SourceFamily, digests: SourceDigests): unknown {
  const told = (ids: readonly number[], known: ReadonlyMap<number, string>) =>
    ids.toSorted((a, b) => a - b).map((id) => [id, known.get(id) ?? null]);
  return [
    told(
      children.map(({ id }) => id),
      digests.children,
    ),
    told(members, digests.members),
    told(guardians, digests.guardians),
  ];
}
