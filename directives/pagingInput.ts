import { getNamedType, isListType, getNullableType } from 'graphql';
import type { InputElement } from './elements.js';

const PAGING: Readonly<Record<string, string>> = { first: 'Int', last: 'Int', after: 'String', before: 'String' };

/** The four arguments of a Relay connection, with their types: public without saying so, as cursors are opaque and sealed. */
export function isPagingInput({ element, owner, name }: InputElement): boolean {
  if (owner !== null || !('type' in element) || isListType(getNullableType(element.type))) return false;
  return Object.hasOwn(PAGING, name) && PAGING[name] === getNamedType(element.type).name;
}
