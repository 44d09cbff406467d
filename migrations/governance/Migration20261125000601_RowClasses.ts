import { Migration } from '@mikro-orm/migrations';

/** How coarsely de-identified rows are shown, by combination of quasi-identifiers: who shares them was counted, and is not kept. */
export class Migration20261125000601_RowClasses extends Migration {
  override up(): void {
    this.addSql(`
      create table analysis_row_classes (
        subject_kind text not null,
        scope text not null,
        with_sex boolean not null,
        k int not null,
        taken_on date not null,
        classes jsonb not null,
        constraint analysis_row_classes_pkey primary key (subject_kind, scope, with_sex, k),
        constraint analysis_row_classes_scope_check check (scope in ('PARTICIPATING', 'OPTED_IN', 'NOT_OPTED_IN'))
      )`);
  }

  override down(): void {
    this.addSql('drop table analysis_row_classes');
  }
}
