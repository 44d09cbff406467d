import { Migration } from '@mikro-orm/migrations';

/** How coarsely the purchase segments of de-identified rows are shown, by combination and segment; who shares them is not kept. */
export class Migration20261125000410_SegmentClasses extends Migration {
  override up(): void {
    this.addSql(`
      create table analysis_segment_classes (
        scope text not null,
        with_sex boolean not null,
        k int not null,
        purpose text not null,
        recipient text not null,
        taken_on date not null,
        classes jsonb not null,
        constraint analysis_segment_classes_pkey primary key (scope, with_sex, k, purpose, recipient),
        constraint analysis_segment_classes_scope_check check (scope in ('PARTICIPATING', 'OPTED_IN', 'NOT_OPTED_IN'))
      )`);
  }

  override down(): void {
    this.addSql('drop table analysis_segment_classes');
  }
}
