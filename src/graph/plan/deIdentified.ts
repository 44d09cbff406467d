import { formRank, type DataCategory, type DisclosureForm } from '../../policy/vocabulary.js';
import type { Atom, CellRung } from '../../sources/rowPlan.js';

/** What says at once who a row is about, when it comes out raw or masked. */
const DIRECT: readonly DataCategory[] = ['NAME', 'MEMBER_CODE', 'PHONE', 'EMAIL'];
/** Of these only the whole date or address does. */
const EXACT: readonly DataCategory[] = ['BIRTH_DATE', 'ADDRESS'];

export function identifies(category: DataCategory, form: DisclosureForm): boolean {
  if (DIRECT.includes(category)) return formRank(form) >= formRank('MASKED');
  return EXACT.includes(category) && form === 'RAW';
}

/** Harmless alone, but together they single a family out. */
function isQuasiIdentifier(category: DataCategory, form: DisclosureForm): boolean {
  if (category === 'SEX') return form === 'RAW';
  return EXACT.includes(category) && form !== 'RAW' && formRank(form) >= formRank('GENERALISED');
}

export interface Opening {
  readonly form: DisclosureForm;
  readonly when: readonly Atom[];
  /** The field belongs to the classes of rows, whoever opened it. */
  readonly joins: boolean;
}

/**
 * A rung of a quasi-identifier comes out as it is where the row shows who it is about anyway, else as the class of the row. What a
 * person's own consent or request or a case opens for this very category is that person's disclosure, and no de-identified datum.
 */
export function splitByIdentity(
  category: DataCategory,
  granted: DisclosureForm,
  { form, when, joins }: Opening,
  identifying: readonly (readonly Atom[])[],
): readonly CellRung[] {
  const plain = (atoms: readonly Atom[]): CellRung => ({ form, guard: { when: atoms, lifeStages: null } });
  const isOpenedByPerson = when.some((atom) => atom.endsWith(`:${category}`));
  const isNamed = identifying.some((atoms) => atoms.every((atom) => when.includes(atom)));
  const isClassed = joins || (isQuasiIdentifier(category, granted) && !isOpenedByPerson);
  if (!isClassed || isNamed) return [plain(when)];
  return [
    ...identifying.map((atoms) => plain([...when, ...atoms.filter((atom) => !when.includes(atom))])),
    { ...plain(when), classed: true },
  ];
}
