import { Migration } from '@mikro-orm/migrations';

/** Who of the persons themselves asked for something is in the audit log alone, under a tie that an erasure cuts. */
export class Migration20261125000901_PersonsAreNotNamed extends Migration {
  override up(): void {
    for (const table of ['corrections', 'erasures']) {
      this.addSql(`update ${table} set asked_by = 'PERSON' where asked_role like 'SELF\\_%'`);
    }
    this.addSql('alter table subject_exports drop column asked_by');
  }

  override down(): void {
    this.addSql(`alter table subject_exports add column asked_by text not null default 'PERSON'`);
  }
}
