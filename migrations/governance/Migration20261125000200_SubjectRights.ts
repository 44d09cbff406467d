import { Migration } from '@mikro-orm/migrations';

/** What persons changed of their own data, on its way to the sources. Personal values are sealed under a key of the person. */
export class Migration20261125000200_SubjectRights extends Migration {
  override up(): void {
    this.addSql(`
      create table subject_keys (
        subject_kind text not null,
        subject_reference int not null,
        wrapped_key bytea not null,
        constraint subject_keys_pkey primary key (subject_kind, subject_reference)
      )`);
    this.addSql(`
      create table corrections (
        id uuid primary key,
        subject_kind text not null,
        subject_reference int not null,
        category text not null,
        before bytea not null,
        after bytea not null,
        asked_by text not null,
        asked_role text not null,
        case_key text null,
        authenticated_at timestamptz null,
        recorded_at timestamptz not null
      )`);
    this.addSql('create index corrections_subject_index on corrections (subject_kind, subject_reference)');
    this.addSql(`
      create table erasures (
        id uuid primary key,
        subject_kind text not null,
        subject_reference int not null,
        cause text not null,
        asked_by text not null,
        asked_for text not null,
        asked_role text not null,
        case_key text null,
        state text not null,
        recorded_at timestamptz not null,
        finished_at timestamptz null,
        constraint erasures_subject_unique unique (subject_kind, subject_reference),
        constraint erasures_cause_check check (cause in ('REQUEST', 'RETENTION')),
        constraint erasures_state_check check (state in ('HELD', 'RUNNING', 'DONE'))
      )`);
    this.addSql(`
      create table right_steps (
        id bigserial primary key,
        subject_kind text not null,
        subject_reference int not null,
        work text not null,
        work_id uuid not null,
        step text not null,
        state text not null default 'PENDING',
        attempts int not null default 0,
        problem text null,
        evidence jsonb null,
        asked_at timestamptz not null,
        done_at timestamptz null,
        constraint right_steps_once unique (work_id, step),
        constraint right_steps_work_check check (work in ('CORRECTION', 'ERASURE')),
        constraint right_steps_state_check check (state in ('PENDING', 'DONE', 'CONFLICT'))
      )`);
    this.addSql(
      `create index right_steps_pending on right_steps (subject_kind, subject_reference, id) where state = 'PENDING'`,
    );
    this.addSql(`
      create table change_notices (
        work_id uuid not null,
        organisation text not null,
        what text not null,
        subject_kind text not null,
        subject_reference int not null,
        categories text[] not null,
        noticed_at timestamptz not null,
        acknowledged_at timestamptz null,
        acknowledged_by text null,
        constraint change_notices_pkey primary key (work_id, organisation)
      )`);
    this.addSql(`
      create table subject_exports (
        id uuid primary key,
        subject_kind text not null,
        subject_reference int not null,
        format text not null,
        sha256 text not null,
        asked_by text not null,
        issued_at timestamptz not null
      )`);
  }

  override down(): void {
    for (const table of [
      'subject_exports',
      'change_notices',
      'right_steps',
      'erasures',
      'corrections',
      'subject_keys',
    ]) {
      this.addSql(`drop table ${table}`);
    }
  }
}
