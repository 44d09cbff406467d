import { Migration } from '@mikro-orm/migrations';

/**
 * What callers and organisations asked for and got, in buckets of ten seconds (requests of a minute) and of an hour (subjects of a day).
 * Gateways share it. Counts only: of whom the subjects were is in the audit log.
 */
export class Migration20261125000100_RequestVolumes extends Migration {
  override up(): void {
    this.addSql(`
      create table request_volumes (
        scope text not null,
        who text not null,
        unit text not null,
        bucket timestamptz not null,
        requests int not null,
        records int not null,
        constraint request_volumes_key primary key (scope, who, unit, bucket),
        constraint request_volumes_scope_check check (scope in ('CALLER', 'ORGANISATION')),
        constraint request_volumes_unit_check check (unit in ('MINUTE', 'DAY')),
        constraint request_volumes_counts_check check (requests >= 0 and records >= 0)
      )`);
    this.addSql('create index request_volumes_bucket on request_volumes (bucket)');
  }

  override down(): void {
    this.addSql('drop table request_volumes');
  }
}
