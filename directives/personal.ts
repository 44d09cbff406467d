import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLNonNull,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
} from 'graphql';
import { DISCLOSURE_FORMS, type DataCategory, type DisclosureForm } from '../src/policy/vocabulary.js';
import { decorateWith, directiveUse, type LabelDecorator } from './directiveUse.js';
import { generalisedTo } from './generalise.js';
import { formKey, PLAN, type GovernedRow, type PresentContext, type Presenter } from './governedRow.js';
import { maskedBy } from './mask.js';
import { dataCategoryEnum, disclosureFormEnum } from './policyEnums.js';
import { pseudonymOf } from './pseudonymise.js';
import type { PersonalFieldLabel } from './schemaLabels.js';
import { shownForm } from './shownForm.js';

export interface PersonalArguments {
  readonly category: DataCategory;
  /** Output: the best form that it shows (objects: the least form that opens them). Input: the form that using it gives away. @default RAW */
  readonly reveals?: DisclosureForm;
}

export const personalDirective = new GraphQLDirective({
  name: 'personal',
  description:
    'Output: what the field is and the form that it shows at best. Input: filtering, sorting or grouping by it gives away this category ' +
    'at form `reveals`.',
  locations: [
    DirectiveLocation.FIELD_DEFINITION,
    DirectiveLocation.INPUT_FIELD_DEFINITION,
    DirectiveLocation.ARGUMENT_DEFINITION,
    DirectiveLocation.ENUM_VALUE,
  ],
  args: {
    category: { type: new GraphQLNonNull(dataCategoryEnum) },
    reveals: { type: new GraphQLNonNull(disclosureFormEnum), defaultValue: 'RAW' },
  },
});

export function personalUse({ category, reveals }: PersonalArguments): string {
  return directiveUse('personal', { category, reveals });
}

export function Personal(args: PersonalArguments): LabelDecorator {
  return decorateWith(personalUse(args));
}

type Resolver = GraphQLFieldResolver<unknown, unknown>;
type PresentersByForm = Readonly<Partial<Record<DisclosureForm, Presenter>>>;

/**
 * Enforces the row's plan a second time, whatever the resolver returns: no plan, no cell or a form that the field doesn't offer is null,
 * and then the resolver is not even called. The plan and the field's own name decide; the response key has no part in it.
 * `resolve` undefined: the row's own property.
 */
export function governPersonal(
  fieldName: string,
  label: PersonalFieldLabel,
  type: GraphQLOutputType,
  resolve: Resolver | undefined,
): Resolver {
  const presenters = presentersOf(label);
  const ownFormKey = formKey(fieldName);
  return (parent, args, context, info) => {
    const row = parent as GovernedRow | null | undefined;
    const plan = row?.[PLAN];
    const cell = plan?.cells[fieldName];
    if (!row || !plan || !cell) return null;
    const form = (cell.form === null ? row[ownFormKey] : cell.form) as DisclosureForm;
    const presenter = presenters[form];
    if (!presenter) return null;
    // An object's own fields have stand-ins themselves.
    if (plan.present.standIn !== undefined && !label.composite) {
      const shown = { category: label.category, form: shownForm(label.offers, form), type };
      const standIn = plan.present.standIn(shown, row);
      if (standIn !== null) return standIn.value;
    }
    const value = resolve ? resolve(parent, args, context, info) : row[fieldName];
    return formed(value, presenter, row, plan.present);
  };
}

/** For each form that may be granted, what makes the best one that the field offers below it. */
function presentersOf(label: PersonalFieldLabel): PresentersByForm {
  const byForm = Object.create(null) as Partial<Record<DisclosureForm, Presenter>>;
  for (const granted of DISCLOSURE_FORMS) {
    const presenter = presenterOf(label, shownForm(label.offers, granted));
    if (presenter) byForm[granted] = presenter;
  }
  return byForm;
}

const asItIs: Presenter = (value) => value;

function presenterOf(label: PersonalFieldLabel, shown: DisclosureForm): Presenter | null {
  if (shown === 'DENIED') return null;
  if (label.composite || shown === 'RAW') return asItIs;
  if (shown === 'MASKED' && label.mask) return maskedBy(label.mask);
  if (shown === 'PSEUDONYMISED' && label.pseudonymise) return pseudonymOf(label.pseudonymise);
  if (shown === 'GENERALISED' && label.generalise) return generalisedTo(label.generalise);
  return null;
}

/** Only a resolver that is asynchronous itself makes a promise here. */
function formed(value: unknown, presenter: Presenter, row: GovernedRow, present: PresentContext): unknown {
  if (presenter === asItIs) return value;
  if (isThenable(value)) return value.then((settled) => formed(settled, presenter, row, present));
  return Array.isArray(value)
    ? value.map((item: unknown) => presenter(item, row, present))
    : presenter(value, row, present);
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
