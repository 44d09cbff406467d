import type { IncomingHttpHeaders } from 'node:http';
import { NorenError } from '../errors.js';

/** As in draft-ietf-httpapi-idempotency-key-header, opaque: up to 128 visible characters, with or without quotes. */
const KEY = /^[\x21-\x7e]{1,128}$/;

/** @throws NorenError BAD_INPUT: a key that is none must not pass for a request without */
export function idempotencyKey(headers: IncomingHttpHeaders): string | undefined {
  const sent = headers['idempotency-key'];
  if (sent === undefined) return undefined;
  if (typeof sent === 'string' && KEY.test(sent)) return sent;
  throw new NorenError('BAD_INPUT', 'Idempotency-Key must be one key of 1 to 128 visible ASCII characters.');
}
