-- What the peers serve: the columns of the cases, ungoverned, with the keys that PostGraphile reads from comments.
drop schema if exists bench cascade;
create schema bench;

create view bench.guardian as
  select id as key, family_name || ' ' || given_name as name, family_kana || ' ' || given_kana as kana, birth_date,
         extract(year from birth_date)::int as birth_year, prefecture || municipality_name || street as address,
         phone, email, member_code, registered_on
    from guardians;
comment on view bench.guardian is E'@primaryKey key';

create view bench.link as select guardian_id, child_id from guardian_links where state = 'ACTIVE';
comment on view bench.link is
  E'@primaryKey guardian_id,child_id\n@foreignKey (guardian_id) references guardian (key)|@foreignFieldName links\n@foreignKey (child_id) references child (key)|@fieldName child';

create view bench.child as
  select id as key, family_name || ' ' || given_name as name, birth_date from children;
comment on view bench.child is E'@primaryKey key';

create view bench.enrolment as select id as key, child_id, class_id, state, enrolled_on from enrolments;
comment on view bench.enrolment is
  E'@primaryKey key\n@foreignKey (child_id) references child (key)|@foreignFieldName enrolments\n@foreignKey (class_id) references lesson (key)|@fieldName class';

create view bench.lesson as select id as key, course_id, name, term from classes;
comment on view bench.lesson is
  E'@primaryKey key\n@foreignKey (course_id) references course (key)|@fieldName course';

create view bench.course as select id as key, name from courses;
comment on view bench.course is E'@primaryKey key';

-- A family: where its first guardian lives, and the age of its eldest child, as the statistics store counts them.
create view bench.family as
  select home.municipality_code as municipality, extract(year from age(date '2026-11-22', eldest.birth_date))::int / 3 as age_band
    from (select family_id, min(birth_date) as birth_date from children where deceased_on is null group by family_id) eldest
    left join (select distinct on (family_id) family_id, municipality_code from guardians where deceased_on is null
               order by family_id, id) home using (family_id);
