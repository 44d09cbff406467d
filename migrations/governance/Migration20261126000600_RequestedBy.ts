import { Migration } from '@mikro-orm/migrations';

/** Requests are read by who made them, on each visit of a page. */
export class Migration20261126000600_RequestedBy extends Migration {
  override up(): void {
    this.addSql(`create index register_entries_requested_by on register_entries (register, (payload -> 'requestedBy'))
      where superseded_at is null and register = 'RIGHTS_CASE'`);
  }

  override down(): void {
    this.addSql('drop index register_entries_requested_by');
  }
}
