import type { SubjectReference } from '../../policy/consentRecord.js';
import type { DataCategory, DisclosureForm } from '../../policy/vocabulary.js';

/** The highest form of each category that is named. */
export type Caps = Readonly<Partial<Record<DataCategory, DisclosureForm>>>;

/** How a value of a register is made; says at once its type, its check and its published form. */
export type Element<T = unknown> = {
  /** Only for the type; never there. */
  readonly valueType?: T;
  /** Set by the gateway, never by whoever records. */
  readonly assigned: boolean;
} & (
  | { readonly kind: 'text'; readonly pattern: RegExp | null; readonly max: number; readonly rule: string }
  | { readonly kind: 'choice'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | { readonly kind: 'flag' | 'day' | 'instant' | 'subject' | 'caps' }
  | { readonly kind: 'list'; readonly of: Element; readonly min: number; readonly max: number }
  | { readonly kind: 'optional'; readonly of: Element }
  | { readonly kind: 'group'; readonly name: string; readonly members: Members }
);

export type Members = { readonly [name: string]: Element };

type ValueOf<E> = E extends { readonly valueType?: infer T } ? Exclude<T, undefined> : never;
/** What is stored: every member is there, null or an empty list where nothing was said. */
export type Payload<M extends Members> = { readonly [K in keyof M]: ValueOf<M[K]> };
type AssignedKeys<M extends Members> = {
  [K in keyof M]: M[K] extends { readonly assigned: true } ? K : never;
}[keyof M];
/** Null, an empty list or an empty object stands for them. */
type SparedKeys<M extends Members> = {
  [K in keyof M]: null extends ValueOf<M[K]>
    ? K
    : ValueOf<M[K]> extends readonly unknown[]
      ? K
      : Record<never, never> extends ValueOf<M[K]>
        ? K
        : never;
}[keyof M];
/** What whoever records says. */
export type Said<M extends Members> = Omit<Payload<M>, AssignedKeys<M> | SparedKeys<M>> &
  Partial<Pick<Payload<M>, AssignedKeys<M> | SparedKeys<M>>>;

type As<T> = Element<T> & { readonly assigned: false };

export function text(max = 2000): As<string> {
  return { kind: 'text', pattern: null, max, rule: `must be a text of 1 to ${max} characters`, assigned: false };
}

/** A code or key: an organisation, a department, a version, a person as the token names it. */
export function word(): As<string> {
  const rule = 'must be a word of 1 to 128 letters, digits and . : _ @ | / -';
  return { kind: 'text', pattern: /^[\w.:@|/-]+$/, max: 128, rule, assigned: false };
}

/** A 法人番号: twelve digits after the check digit, as the tax agency reckons it. */
export function corporateNumber(): As<string> {
  const rule = 'must be 13 digits, the first not 0';
  return { kind: 'text', pattern: /^[1-9]\d{12}$/, max: 13, rule, assigned: false };
}

/** ISO 3166-1 alpha-2. */
export function country(): As<string> {
  return { kind: 'text', pattern: /^[A-Z]{2}$/, max: 2, rule: 'must be two capital letters, e.g. JP', assigned: false };
}

export function webAddress(): As<string> {
  return { kind: 'text', pattern: /^https:\/\/[^\s]+$/, max: 500, rule: 'must be an https address', assigned: false };
}

/** `name` is the published enum's. */
export function choice<const V extends string>(name: string, values: readonly V[]): As<V> {
  return { kind: 'choice', name, values, assigned: false };
}

export function integer(min: number, max: number): As<number> {
  return { kind: 'integer', min, max, assigned: false };
}

export function flag(): As<boolean> {
  return { kind: 'flag', assigned: false };
}

/** An Asia/Tokyo day, YYYY-MM-DD. */
export function day(): As<string> {
  return { kind: 'day', assigned: false };
}

/** ISO 8601, UTC. */
export function instant(): As<string> {
  return { kind: 'instant', assigned: false };
}

export function subject(): As<SubjectReference> {
  return { kind: 'subject', assigned: false };
}

export function caps(): As<Caps> {
  return { kind: 'caps', assigned: false };
}

export function list<T>(of: Element<T>, { min = 0, max = 100 } = {}): As<readonly T[]> {
  return { kind: 'list', of, min, max, assigned: false };
}

export function optional<T>(of: Element<T>): As<T | null> {
  return { kind: 'optional', of, assigned: false };
}

/** `name` is the published type's. */
export function group<M extends Members>(name: string, members: M): As<Payload<M>> {
  return { kind: 'group', name, members, assigned: false };
}

/** The gateway says it, whoever records. */
export function assigned<T>(element: Element<T>): Element<T> & { readonly assigned: true } {
  return { ...element, assigned: true };
}
