import { NorenError } from '../errors.js';

export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [member: string]: JsonValue | undefined };

/**
 * The one text of a JSON value (RFC 8785, JCS): members in the order of their UTF-16 code units, numbers as ECMAScript writes them, no
 * space. Members that are undefined are left out.
 * @throws NorenError BAD_INPUT for what JCS has no text for: a number that is not finite, half a surrogate pair.
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return stringText(value);
  return isList(value) ? `[${value.map(canonicalJson).join(',')}]` : objectText(value);
}

/** `Array.isArray` does not know readonly arrays. */
function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function objectText(value: { readonly [member: string]: JsonValue | undefined }): string {
  const members: string[] = [];
  // The default order of sort() is that of UTF-16 code units.
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member !== undefined) members.push(`${stringText(name)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value))
    throw new NorenError('BAD_INPUT', 'Canonical JSON has no text for a number that is not finite.');
  return JSON.stringify(value);
}

function stringText(value: string): string {
  if (!value.isWellFormed()) throw new NorenError('BAD_INPUT', 'Canonical JSON has no text for half a surrogate pair.');
  return JSON.stringify(value);
}
