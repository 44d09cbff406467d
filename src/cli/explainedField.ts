import { buildGraphSchema } from '../graph/buildGraphSchema.js';
import { NorenError } from '../errors.js';
import { DATA_CATEGORIES, type DataCategory, type DisclosureForm } from '../policy/vocabulary.js';

export interface ExplainedField {
  readonly category: DataCategory;
  /** Forms that a field of the schema can show, best first; null: a category was asked for. */
  readonly offers: readonly DisclosureForm[] | null;
}

/**
 * A category, or the coordinate of a personal field of the schema, e.g. Guardian.phone.
 * @throws NorenError BAD_INPUT
 */
export function explainedField(text: string): ExplainedField {
  const category = DATA_CATEGORIES.find((name) => name === text);
  if (category !== undefined) return { category, offers: null };
  const [type = '', field = ''] = text.split('.');
  const label = text.includes('.') ? buildGraphSchema().labels.fields[type]?.[field] : undefined;
  if (label?.kind === 'PERSONAL') return { category: label.category, offers: label.offers };
  const rule = 'is no category and no personal field of the schema';
  throw new NorenError('BAD_INPUT', `${text} ${rule}. Categories: ${DATA_CATEGORIES.join(', ')}.`);
}
