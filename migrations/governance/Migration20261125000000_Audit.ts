import { Migration } from '@mikro-orm/migrations';

/**
 * The audit log: entries in one dense order, the nodes of their Merkle tree, its right edge, signed checkpoints, and who an entry is
 * about as random tokens. Nothing is ever changed or deleted but the tie of a token to a person, which erasure cuts.
 */
export class Migration20261125000000_Audit extends Migration {
  override up(): void {
    this.addSql(`
      create table audit_head (
        only_one boolean primary key default true check (only_one),
        origin text not null,
        size bigint not null,
        frontier bytea[] not null
      )`);
    this.addSql(`insert into audit_head (origin, size, frontier) values ('noren/' || gen_random_uuid(), 0, '{}')`);
    // What is looked for by column is part of the entry, so that nobody can hide an entry from a search without changing it.
    this.addSql(`
      create table audit_entries (
        index bigint primary key,
        entry text not null,
        leaf_hash bytea not null,
        kind text not null generated always as (entry::jsonb ->> 'kind') stored,
        organisation text null generated always as (entry::jsonb #>> '{caller,organisation}') stored,
        instant text not null generated always as (entry::jsonb ->> 'instant') stored
      )`);
    this.addSql('create index audit_entries_organisation on audit_entries (organisation, instant)');
    this.addSql(`create index audit_entries_kind on audit_entries (kind, index) where kind <> 'DISCLOSURE'`);
    this.addSql('create table audit_nodes (level int, index bigint, hash bytea not null, primary key (level, index))');
    this.addSql(`
      create table audit_subjects (
        kind text not null,
        reference int not null,
        token uuid not null unique,
        primary key (kind, reference)
      )`);
    this.addSql(`
      create table audit_entry_subjects (
        entry bigint not null,
        set_number int not null,
        token uuid not null
      )`);
    this.addSql('create index audit_entry_subjects_token on audit_entry_subjects (token, entry)');
    // Rows come in the order of their entries, so the places of a range of entries are told by very little.
    this.addSql(
      'create index audit_entry_subjects_entry on audit_entry_subjects using brin (entry) with (pages_per_range = 8)',
    );
    this.addSql(`
      create table audit_checkpoints (
        size bigint primary key,
        root bytea not null,
        note text not null,
        signed_at timestamptz not null
      )`);
    this.#keep();
    this.#append();
  }

  override down(): void {
    this.addSql('drop function audit_append');
    this.addSql('drop function audit_new_token');
    for (const table of ['checkpoints', 'entry_subjects', 'subjects', 'nodes', 'entries', 'head']) {
      this.addSql(`drop table audit_${table}`);
    }
    this.addSql('drop function keep_audit_log');
    this.addSql('drop function keep_audit_head');
  }

  #keep(): void {
    this.addSql(`
      create function keep_audit_log() returns trigger language plpgsql as $$
      begin
        raise exception 'The audit log only grows.';
      end $$`);
    for (const table of ['entries', 'nodes', 'entry_subjects', 'checkpoints']) {
      this.addSql(`
        create trigger audit_${table}_only_grow before update or delete or truncate on audit_${table}
          for each statement execute function keep_audit_log()`);
    }
    this.addSql(`
      create trigger audit_subjects_are_cut_only before update or truncate on audit_subjects
        for each statement execute function keep_audit_log()`);
    this.addSql(`
      create trigger audit_head_stays before insert or delete or truncate on audit_head
        for each statement execute function keep_audit_log()`);
    this.addSql(`
      create function keep_audit_head() returns trigger language plpgsql as $$
      begin
        if new.origin <> old.origin or new.size <= old.size then
          raise exception 'The audit log only grows.';
        end if;
        return new;
      end $$`);
    this.addSql(`
      create trigger audit_head_goes_forward before update on audit_head
        for each row execute function keep_audit_head()`);
  }

  /**
   * Appends entries, in the caller's transaction and in one round trip, so that the head is locked for the shortest time. The head is
   * locked before anything else is: two appends wait for each other and never in a circle. An entry comes in pieces; between two of
   * them stands the digest of a set of subjects: SHA-256 over their tokens, sorted.
   */
  #append(): void {
    this.addSql(`
      create function audit_new_token() returns uuid language sql volatile as $$
        select encode(substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) from 1 for 16), 'hex')::uuid
      $$`);
    this.addSql(`
      create function audit_append(drafts jsonb) returns table (at_index bigint, leaf bytea, tree_size bigint)
      language plpgsql set lock_timeout = '5s' as $$
      declare
        draft jsonb;
        edge bytea[];
        next bigint;
        digests text[];
        members bigint;
        whole text;
        hash bytea;
        place bigint;
        height int;
      begin
        select size, frontier into strict next, edge from audit_head for update;
        insert into audit_subjects (kind, reference, token)
          select named.kind, named.reference, audit_new_token()
            from (select distinct of.value ->> 'kind' as kind, of_key.value::int as reference
                    from jsonb_array_elements(drafts) each,
                         jsonb_array_elements(each.value -> 'sets') of,
                         jsonb_array_elements_text(of.value -> 'keys') of_key) named
           where not exists (select from audit_subjects known
                              where known.kind = named.kind and known.reference = named.reference);
        for draft in select value from jsonb_array_elements(drafts) with ordinality order by ordinality loop
          with sets as (
            select ordinality::int as number, value ->> 'kind' as kind, value -> 'keys' as keys
              from jsonb_array_elements(draft -> 'sets') with ordinality
          ), named as materialized (
            select sets.number, known.token
              from sets cross join lateral jsonb_array_elements_text(sets.keys) of_key
              join audit_subjects known on known.kind = sets.kind and known.reference = of_key.value::int
          ), kept as (
            insert into audit_entry_subjects (entry, set_number, token) select next, number - 1, token from named
          )
          select coalesce(array_agg(encode(digest, 'hex') order by number), '{}'), coalesce(sum(counted), 0)
            into digests, members
            from (select number, count(*) as counted, sha256(string_agg(uuid_send(token), ''::bytea order by token)) as digest
                    from named group by number) digested;
          if members <> (draft ->> 'members')::bigint or cardinality(digests) <> jsonb_array_length(draft -> 'pieces') - 1 then
            raise exception 'An entry of the audit log does not fit its subjects.';
          end if;
          select string_agg(value || coalesce(digests[ordinality::int], ''), '' order by ordinality) into whole
            from jsonb_array_elements_text(draft -> 'pieces') with ordinality;
          hash := sha256('\\x00'::bytea || convert_to(whole, 'UTF8'));
          insert into audit_entries (index, entry, leaf_hash) values (next, whole, hash);
          at_index := next;
          leaf := hash;
          place := next;
          height := 0;
          while place % 2 = 1 loop
            hash := sha256('\\x01'::bytea || edge[height + 1] || hash);
            place := place / 2;
            height := height + 1;
            insert into audit_nodes (level, index, hash) values (height, place, hash);
          end loop;
          edge[height + 1] := hash;
          next := next + 1;
          tree_size := next;
          return next;
        end loop;
        update audit_head set size = next, frontier = edge where size < next;
      end $$`);
  }
}
