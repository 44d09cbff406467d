import { Directive } from 'type-graphql';

/** Strings are enum values, so they are written without quotes; `undefined` leaves the argument out. */
export type UseArgument = string | boolean | readonly string[] | undefined;

/** A decorator for classes, fields, methods and parameters of type-graphql. */
export type LabelDecorator = ReturnType<typeof Directive>;

/** The text of one use of a directive, e.g. `@personal(category: PHONE, reveals: RAW)`. */
export function directiveUse(name: string, args: Readonly<Record<string, UseArgument>> = {}): string {
  const written = Object.entries(args)
    .filter(([, value]) => value !== undefined)
    .map(([argument, value]) => `${argument}: ${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}`);
  return written.length === 0 ? `@${name}` : `@${name}(${written.join(', ')})`;
}

/** Puts the use on a type-graphql class, field, method or parameter. */
export function decorateWith(use: string): LabelDecorator {
  return Directive(use);
}
