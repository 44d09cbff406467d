import { NorenError } from '../../errors.js';

/** A rule of a register that does not hold; `reason` is the code that decisions use, where there is one. */
export function refuse(reason: string, message: string): never {
  throw new NorenError('REFUSED', `${reason}: ${message}`, { reason });
}

export function badInput(message: string): never {
  throw new NorenError('BAD_INPUT', message);
}
