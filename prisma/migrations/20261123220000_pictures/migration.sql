-- What a picture looks like: its main colours, and hashes that its copies share (resized, saved again, lightly cropped).
alter table stored_object
  add column colours text[] not null default '{}',
  add column hashes bigint[] not null default '{}';

-- Pairs of objects whose pictures are nearly the same, each pair twice, so that one look-up answers.
create table near_picture (
  object_id uuid not null references stored_object (id) on delete cascade,
  other_id uuid not null references stored_object (id) on delete cascade,
  distance smallint not null,
  primary key (object_id, other_id),
  check (object_id <> other_id)
);
create index near_picture_other on near_picture (other_id);
grant select, insert, update, delete on near_picture to hub_app;

-- In how many of 64 bits two pictures differ: the whole of each against the whole and the windows of the other.
create function picture_distance(a bigint[], b bigint[]) returns smallint
language sql immutable parallel safe
return least(
  (select min(bit_count((a[1] # hash)::bit(64))) from unnest(b) as hash),
  (select min(bit_count((b[1] # hash)::bit(64))) from unnest(a) as hash)
)::smallint;
