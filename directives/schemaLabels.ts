import type { PseudonymDomain } from '../src/disclosure/pseudonym.js';
import type { DataCategory, DisclosureForm, Purpose, Role, SubjectKind } from '../src/policy/vocabulary.js';
import type { GeneraliseRule } from './generalise.js';
import type { MaskRule } from './mask.js';
import type { StatisticDimension, StatisticMeasure } from './statistic.js';

/** Where a field leads: rows about this kind, or (`inherits`) about the parent's subject; neither: each row's own type says. */
export interface SubjectLabel {
  readonly kind: SubjectKind | null;
  readonly inherits: boolean;
}

/** Empty list: not asked. */
export interface RequiresLabel {
  readonly roles: readonly Role[];
  readonly purposes: readonly Purpose[];
}

interface AnyFieldLabel {
  /** `Type.field`. */
  readonly coordinate: string;
  readonly subject: SubjectLabel | null;
  readonly requires: RequiresLabel | null;
}

export interface PersonalFieldLabel extends AnyFieldLabel {
  readonly kind: 'PERSONAL';
  readonly category: DataCategory;
  readonly reveals: DisclosureForm;
  /** The forms that the field can show, highest first. Ask `shownForm(offers, granted)`. */
  readonly offers: readonly DisclosureForm[];
  /** The field returns objects: it is passed through from `reveals` on, and its own fields are governed by themselves. */
  readonly composite: boolean;
  readonly mask: MaskRule | null;
  readonly pseudonymise: PseudonymDomain | null;
  readonly generalise: GeneraliseRule | null;
  readonly strip: boolean;
}

export interface StatisticFieldLabel extends AnyFieldLabel {
  readonly kind: 'STATISTIC';
  readonly dimension: StatisticDimension | null;
  readonly measure: StatisticMeasure | null;
}

/** PERSONAL goes before SUBJECT, SUBJECT before STATISTIC, PUBLIC, REQUIRES. UNLABELLED never survives `proveSchema`. */
export interface PlainFieldLabel extends AnyFieldLabel {
  readonly kind: 'SUBJECT' | 'PUBLIC' | 'REQUIRES' | 'UNLABELLED';
}

export type FieldLabel = PersonalFieldLabel | StatisticFieldLabel | PlainFieldLabel;

export type InputLabel =
  | {
      readonly kind: 'PERSONAL';
      readonly coordinate: string;
      readonly category: DataCategory;
      readonly reveals: DisclosureForm;
    }
  | {
      readonly kind: 'STATISTIC';
      readonly coordinate: string;
      readonly dimension: StatisticDimension | null;
      readonly measure: StatisticMeasure | null;
    }
  | { readonly kind: 'PUBLIC' | 'UNLABELLED'; readonly coordinate: string };

/** All labels of a schema, read once; frozen records without a prototype. */
export interface SchemaLabels {
  /** `fields[type][field]`, of object and interface types. */
  readonly fields: Readonly<Record<string, Readonly<Record<string, FieldLabel>>>>;
  /** The kind that an object type names itself. */
  readonly subjects: Readonly<Record<string, SubjectKind>>;
  /** By coordinate: `Type.field(argument:)`, `Input.field`, `Enum.VALUE`. */
  readonly inputs: Readonly<Record<string, InputLabel>>;
}
