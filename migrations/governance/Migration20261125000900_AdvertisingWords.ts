import { Migration } from '@mikro-orm/migrations';

/** What persons said of advertising on their own page, on its way to the club, which keeps the word that counts. */
export class Migration20261125000900_AdvertisingWords extends Migration {
  override up(): void {
    this.addSql(`
      create table advertising_words (
        id uuid primary key,
        subject_kind text not null,
        subject_reference int not null,
        giver_kind text not null,
        giver_reference int not null,
        state text not null,
        recorded_at timestamptz not null,
        constraint advertising_words_state_check check (state in ('OPTED_IN', 'OPTED_OUT'))
      )`);
    this.addSql('create index advertising_words_subject_index on advertising_words (subject_kind, subject_reference)');
    this.addSql('create index advertising_words_giver_index on advertising_words (giver_kind, giver_reference)');
    this.addSql('alter table right_steps drop constraint right_steps_work_check');
    this.addSql(
      `alter table right_steps add constraint right_steps_work_check check (work in ('CORRECTION', 'ERASURE', 'ADVERTISING'))`,
    );
  }

  override down(): void {
    this.addSql(`delete from right_steps where work = 'ADVERTISING'`);
    this.addSql('alter table right_steps drop constraint right_steps_work_check');
    this.addSql(
      `alter table right_steps add constraint right_steps_work_check check (work in ('CORRECTION', 'ERASURE'))`,
    );
    this.addSql('drop table advertising_words');
  }
}
