import { Migration20261101000000_Initial } from './Migration20261101000000_Initial.js';

/** In the order in which they run; a new one goes to the end. */
export const clubMigrations = [
  { name: 'Migration20261101000000_Initial', class: Migration20261101000000_Initial },
] as const;
