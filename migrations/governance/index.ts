import type { Constructor } from '@mikro-orm/postgresql';
import type { Migration } from '@mikro-orm/migrations';

/** In the order in which they run; a new one goes to the end. */
export const governanceMigrations: readonly { readonly name: string; readonly class: Constructor<Migration> }[] = [];
