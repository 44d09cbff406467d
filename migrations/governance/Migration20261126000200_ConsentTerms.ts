import { Migration } from '@mikro-orm/migrations';

/** Until when a yes was given, of each time that it was: renewed, the consent has the newest. */
export class Migration20261126000200_ConsentTerms extends Migration {
  override up(): void {
    this.addSql('alter table consent_events add column valid_until date null');
  }

  override down(): void {
    this.addSql('alter table consent_events drop column valid_until');
  }
}
