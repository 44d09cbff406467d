import { getNamedType, isEnumType } from 'graphql';
import type { PseudonymDomain } from '../../src/disclosure/pseudonym.js';
import { formRank, type DataCategory, type DisclosureForm } from '../../src/policy/vocabulary.js';
import { useOf } from '../directiveUses.js';
import type { OutputField } from '../elements.js';
import type { GeneraliseRule } from '../generalise.js';
import type { MaskRule } from '../mask.js';
import type { PersonalFieldLabel } from '../schemaLabels.js';
import { labelOf, type SchemaRule } from './schemaFacts.js';

const MASKED_CATEGORY: Readonly<Record<MaskRule, DataCategory>> = {
  NAME: 'NAME',
  MEMBER_CODE: 'MEMBER_CODE',
  BIRTH_YEAR: 'BIRTH_DATE',
  PHONE: 'PHONE',
  EMAIL: 'EMAIL',
  ADDRESS: 'ADDRESS',
};

const PSEUDONYM_CATEGORY: Readonly<Record<PseudonymDomain, DataCategory>> = {
  NAME: 'NAME',
  MEMBER_CODE: 'MEMBER_CODE',
  BASKET: 'PURCHASE_HISTORY',
};

const GENERALISED_CATEGORIES: Readonly<Record<GeneraliseRule, readonly DataCategory[]>> = {
  AGE_BAND: ['BIRTH_DATE'],
  SCHOOL_GRADE: ['BIRTH_DATE'],
  MUNICIPALITY: ['ADDRESS'],
  UNSPECIFIED: ['SEX'],
  MONTH: ['PURCHASE_HISTORY', 'UNLISTED'],
  PRODUCT_CATEGORY: ['PURCHASE_HISTORY'],
  AMOUNT_CLASS: ['PURCHASE_HISTORY'],
  PURCHASE_SEGMENT: ['PURCHASE_HISTORY'],
  PLACE: ['PURCHASE_HISTORY', 'UNLISTED'],
};

/** Rules whose values are a closed list: as an enum, a raw value can't come out even if a source forgot to generalise. */
const ENUM_RULES: readonly GeneraliseRule[] = ['AGE_BAND', 'SCHOOL_GRADE', 'AMOUNT_CLASS', 'UNSPECIFIED'];

/** @mask, @pseudonymise, @generalise and @strip fit the field, its category and the form that it reveals. */
export const formsFit: SchemaRule = (facts) =>
  facts.fields.flatMap((output) => {
    const label = labelOf(facts, output);
    const faults = label.kind === 'PERSONAL' ? personalFaults(output, label) : [];
    const makers = (['mask', 'pseudonymise', 'generalise', 'strip'] as const).filter((name) =>
      useOf(facts.schema, output.field, name),
    );
    const alone = label.kind === 'PERSONAL' ? [] : makers.map((name) => `carries @${name} without @personal`);
    const { coordinate } = output;
    return [...alone, ...faults].map((fault) => ({ coordinate, fault }));
  });

function personalFaults(output: OutputField, label: PersonalFieldLabel): readonly string[] {
  const { mask, pseudonymise, generalise, strip } = label;
  if (strip && (mask || pseudonymise || generalise)) return ['carries @strip and offers a lower form all the same'];
  if (label.composite && (mask || pseudonymise))
    return ['returns objects, which can be neither masked nor pseudonymised'];
  return [...revealFaults(label), ...categoryFaults(label), ...generaliseFaults(output, label)];
}

function revealFaults({
  reveals,
  offers,
  composite,
  mask,
  pseudonymise,
  generalise,
}: PersonalFieldLabel): readonly string[] {
  const above = offers.find((form) => formRank(form) > formRank(reveals));
  const makers: Partial<Record<DisclosureForm, readonly [string, unknown]>> = {
    MASKED: ['@mask', mask],
    PSEUDONYMISED: ['@pseudonymise', pseudonymise],
    GENERALISED: ['@generalise', generalise],
  };
  const maker = composite ? undefined : makers[reveals];
  return [
    ...(formRank(reveals) < formRank('GENERALISED') ? [`reveals ${reveals}, which is no form of a row's field`] : []),
    ...(above ? [`offers ${above}, above the ${reveals} that it reveals`] : []),
    ...(maker && !maker[1] ? [`reveals ${reveals} without ${maker[0]} to make it`] : []),
  ];
}

function categoryFaults({ category, mask, pseudonymise, generalise }: PersonalFieldLabel): readonly string[] {
  const fits = [
    [mask, mask && MASKED_CATEGORY[mask] === category, '@mask'],
    [pseudonymise, pseudonymise && PSEUDONYM_CATEGORY[pseudonymise] === category, '@pseudonymise'],
    [generalise, generalise && GENERALISED_CATEGORIES[generalise].includes(category), '@generalise'],
  ] as const;
  return fits
    .filter(([rule, fit]) => rule && !fit)
    .map(([rule, , name]) => `${name} ${rule ?? ''} doesn't fit ${category}`);
}

function generaliseFaults(
  { field }: OutputField,
  { generalise, reveals, composite }: PersonalFieldLabel,
): readonly string[] {
  if (!generalise) return [];
  const type = getNamedType(field.type);
  const inPlace = formRank(reveals) > formRank('GENERALISED');
  const hasUnspecified = isEnumType(type) && type.getValue('UNSPECIFIED') !== undefined;
  return [
    ...(inPlace && generalise !== 'UNSPECIFIED'
      ? [`@generalise ${generalise} changes the type; give it a field of its own that reveals GENERALISED`]
      : []),
    ...(ENUM_RULES.includes(generalise) && (composite || !isEnumType(type))
      ? [`@generalise ${generalise} needs an enum type, not ${type.name}`]
      : []),
    ...(generalise === 'UNSPECIFIED' && isEnumType(type) && !hasUnspecified
      ? [`${type.name} has no value UNSPECIFIED`]
      : []),
  ];
}
