import { NorenError } from '../../errors.js';
import type { SubjectReference } from '../../policy/consentRecord.js';
import type { Caps, Element, Members } from '../../registry/registers/shape.js';
import type { RequestContext } from '../context.js';
import { subjectId, subjectOfId } from './subjectIds.js';

type Values = Readonly<Record<string, unknown>>;

/** A stored payload as it is published: subjects as ids, caps as a list. */
export function publishedPayload(context: RequestContext, members: Members, payload: object): Values {
  return mapped(members, payload, (element, value) => publishedValue(context, element, value));
}

/** Whom a stored payload names, wherever in it. */
export function subjectsNamed(members: Members, payload: object): readonly SubjectReference[] {
  return Object.entries(members).flatMap(([name, element]) => namedBy(element, (payload as Values)[name]));
}

function namedBy(element: Element, value: unknown): readonly SubjectReference[] {
  if (value === null || value === undefined) return [];
  if (element.kind === 'subject') return [value as SubjectReference];
  if (element.kind === 'optional') return namedBy(element.of, value);
  if (element.kind === 'list') return (value as readonly unknown[]).flatMap((item) => namedBy(element.of, item));
  return element.kind === 'group' ? subjectsNamed(element.members, value) : [];
}

/** An input as the store takes it: ids as subjects, a list of caps as caps. @throws NorenError BAD_INPUT */
export function storedPayload(context: RequestContext, members: Members, input: object): Values {
  const said = mapped(members, input, (element, value, path) => storedValue(context, element, value, path));
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function publishedValue(context: RequestContext, element: Element, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (element.kind) {
    case 'optional':
      return publishedValue(context, element.of, value);
    case 'list':
      return (value as readonly unknown[]).map((item) => publishedValue(context, element.of, item));
    case 'group':
      return publishedPayload(context, element.members, value);
    case 'subject':
      return subjectId(context, value as SubjectReference);
    case 'caps':
      return Object.entries(value as Caps).map(([category, maxForm]) => ({ category, maxForm }));
    case 'text':
    case 'choice':
    case 'integer':
    case 'flag':
    case 'day':
    case 'instant':
      return value;
  }
}

function storedValue(context: RequestContext, element: Element, value: unknown, path: string): unknown {
  if (value === null || value === undefined) return undefined;
  switch (element.kind) {
    case 'optional':
      return storedValue(context, element.of, value, path);
    case 'list':
      return (value as readonly unknown[]).map((item, index) =>
        storedValue(context, element.of, item, `${path}[${index}]`),
      );
    case 'group':
      return storedPayload(context, element.members, value);
    case 'subject':
      return subjectOfId(context, value, path);
    case 'caps':
      return storedCaps(value as readonly { readonly category: string; readonly maxForm: string }[], path);
    case 'text':
    case 'choice':
    case 'integer':
    case 'flag':
    case 'day':
    case 'instant':
      return value;
  }
}

function storedCaps(
  caps: readonly { readonly category: string; readonly maxForm: string }[],
  path: string,
): Readonly<Record<string, string>> {
  const named = caps.map(({ category }) => category);
  const twice = named.find((category, index) => named.indexOf(category) < index);
  if (twice !== undefined) throw new NorenError('BAD_INPUT', `${path} "${twice}": is capped twice`);
  return Object.fromEntries(caps.map(({ category, maxForm }) => [category, maxForm]));
}

function mapped(
  members: Members,
  values: object,
  form: (element: Element, value: unknown, name: string) => unknown,
): Values {
  return Object.fromEntries(
    Object.entries(members).map(([name, element]) => [name, form(element, (values as Values)[name], name)]),
  );
}
