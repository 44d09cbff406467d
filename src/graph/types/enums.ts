import { registerEnumType } from 'type-graphql';
import { AGE_BANDS } from '../../disclosure/ageBand.js';
import { COARSE_AGE_BANDS } from '../../disclosure/coarseAgeBand.js';
import { AMOUNT_CLASSES } from '../../disclosure/amountClass.js';
import { SCHOOL_GRADES } from '../../disclosure/schoolGrade.js';

type Names<Name extends string> = { readonly [Key in Name]: Key };

/** A list of names as the object that type-graphql makes an enum of. */
export function enumObject<const Name extends string>(names: readonly Name[]): Names<Name> {
  return Object.fromEntries(names.map((name) => [name, name])) as Names<Name>;
}

export const AgeBandEnum = enumObject([...AGE_BANDS, ...COARSE_AGE_BANDS]);
registerEnumType(AgeBandEnum, {
  name: 'AgeBand',
  description:
    'Age on the day of the request, in years, as a band. The last four stand for several, in de-identified rows whose band too few share.',
});

export const SchoolGradeEnum = enumObject(SCHOOL_GRADES);
registerEnumType(SchoolGradeEnum, {
  name: 'SchoolGrade',
  description: 'School grade by age (school year from 2 April to 1 April).',
});

export const AmountClassEnum = enumObject(AMOUNT_CLASSES);
registerEnumType(AmountClassEnum, { name: 'AmountClass', description: 'Amount of a purchase in yen, as a class.' });

export const SexEnum = enumObject(['FEMALE', 'MALE', 'OTHER', 'UNSPECIFIED']);
registerEnumType(SexEnum, { name: 'Sex' });
