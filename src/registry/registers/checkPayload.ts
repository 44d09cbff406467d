import { NorenError } from '../../errors.js';
import { DATA_CATEGORIES, DISCLOSURE_FORMS, SUBJECT_KINDS } from '../../policy/vocabulary.js';
import { isDay } from '../../policy/isDay.js';
import type { Element, Members, Payload } from './shape.js';

/**
 * The payload as it is stored: every member there, in the shape's order, and nothing else.
 * @throws NorenError BAD_INPUT that names the field, the value and the rule; a subject's key stays out of it
 */
export function checkPayload<M extends Members>(members: M, said: object): Payload<M> {
  return checkMembers(members, said, '') as Payload<M>;
}

function checkMembers(members: Members, value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return bad(path, value, 'must be an object');
  const said = value as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(said).find((name) => !Object.hasOwn(members, name));
  if (unknown !== undefined) return bad(`${path}${unknown}`, said[unknown], 'is no field of this register');
  return Object.fromEntries(
    Object.entries(members).map(([name, element]) => [name, check(element, said[name], `${path}${name}`)]),
  );
}

function check(element: Element, value: unknown, path: string): unknown {
  switch (element.kind) {
    case 'optional':
      return value === undefined || value === null ? null : check(element.of, value, path);
    case 'list':
      return checkList(element, value ?? [], path);
    case 'group':
      return checkMembers(element.members, value, `${path}.`);
    case 'text': {
      const fits = typeof value === 'string' && value.trim() !== '' && value.length <= element.max;
      return fits && (element.pattern?.test(value) ?? true) ? value : bad(path, value, element.rule);
    }
    case 'choice':
      return typeof value === 'string' && element.values.includes(value)
        ? value
        : bad(path, value, `must be one of ${element.values.join(', ')}`);
    case 'integer':
      return Number.isInteger(value) && Number(value) >= element.min && Number(value) <= element.max
        ? value
        : bad(path, value, `must be a whole number from ${element.min} to ${element.max}`);
    case 'flag':
      return typeof value === 'boolean' ? value : bad(path, value, 'must be true or false');
    case 'day':
      return isDay(value) ? value : bad(path, value, 'must be a day, YYYY-MM-DD');
    case 'instant':
      return isInstant(value) ? value : bad(path, value, 'must be an instant of ISO 8601 in UTC');
    case 'subject':
      return checkSubject(value, path);
    case 'caps':
      return checkCaps(value ?? {}, path);
  }
}

function checkList(element: Extract<Element, { kind: 'list' }>, value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) return bad(path, value, 'must be a list');
  if (value.length < element.min) return bad(path, `${value.length} entries`, `must have at least ${element.min}`);
  if (value.length > element.max) return bad(path, `${value.length} entries`, `must have at most ${element.max}`);
  const items = value.map((item, index) => check(element.of, item, `${path}[${index}]`));
  const twice = items.findIndex((item, index) => items.findIndex((other) => isAlike(other, item)) < index);
  return twice === -1 ? items : bad(`${path}[${twice}]`, 'an entry', 'must not be there twice');
}

function isAlike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function checkSubject(value: unknown, path: string): unknown {
  const { kind, reference } = (value ?? {}) as { readonly kind?: unknown; readonly reference?: unknown };
  const known = SUBJECT_KINDS.find((name) => name === kind);
  const isKey = Number.isInteger(reference) && Number(reference) > 0 && Number(reference) <= 2_147_483_647;
  if (known === undefined || !isKey) throw new NorenError('BAD_INPUT', `${path}: must be the id of a data subject`);
  return { kind: known, reference };
}

function checkCaps(value: unknown, path: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad(path, value, 'must be an object');
  for (const [category, form] of Object.entries(value)) {
    if (!DATA_CATEGORIES.some((name) => name === category)) bad(path, category, 'is no category of data');
    if (!DISCLOSURE_FORMS.some((name) => name === form)) bad(`${path}.${category}`, form, 'is no form');
  }
  return { ...value };
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) && !Number.isNaN(Date.parse(value));
}

function bad(path: string, value: unknown, rule: string): never {
  throw new NorenError('BAD_INPUT', `${path} ${JSON.stringify(value) ?? 'missing'}: ${rule}`);
}
