import { Migration } from '@mikro-orm/migrations';

/** The tokens of one entry are looked up entry by entry, by exports and reports: an index that finds one, not a range. */
export class Migration20261125000001_AuditSets extends Migration {
  override up(): void {
    this.addSql('drop index audit_entry_subjects_entry');
    this.addSql('create index audit_entry_subjects_entry on audit_entry_subjects (entry, set_number)');
  }

  override down(): void {
    this.addSql('drop index audit_entry_subjects_entry');
    this.addSql(
      'create index audit_entry_subjects_entry on audit_entry_subjects using brin (entry) with (pages_per_range = 8)',
    );
  }
}
