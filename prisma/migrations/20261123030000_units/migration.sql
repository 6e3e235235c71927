-- Units and places have a history: dated names with their symbol, dated parents, successions; reforms wait until somebody confirms them.

alter table unit_name add column symbol text;

create table unit_parent (
  id         uuid primary key,
  unit_id    uuid not null references unit (id),
  parent_id  uuid not null references unit (id),
  valid_from date,
  valid_to   date,
  basis      text,
  constraint unit_parent_other check (unit_id <> parent_id),
  constraint unit_parent_order check (valid_to >= valid_from)
);
create index unit_parent_unit_id_idx on unit_parent (unit_id);

-- The predecessor's last day is the day before on_date.
create table unit_succession (
  id           uuid primary key,
  from_unit_id uuid not null references unit (id),
  to_unit_id   uuid not null references unit (id),
  kind         text not null,
  on_date      date not null,
  basis        text not null,
  created_at   timestamptz not null default now(),
  constraint unit_succession_kind check (kind in ('merge', 'split', 'rename', 'transfer')),
  constraint unit_succession_other check (from_unit_id <> to_unit_id)
);
create unique index unit_succession_from_unit_id_to_unit_id_key on unit_succession (from_unit_id, to_unit_id);
create index unit_succession_to_unit_id_idx on unit_succession (to_unit_id);

create table place_succession (
  id         uuid primary key,
  from_code  text not null,
  to_code    text not null,
  kind       text not null,
  on_date    date not null,
  basis      text not null,
  created_at timestamptz not null default now(),
  constraint place_succession_kind check (kind in ('merge', 'split', 'rename', 'transfer')),
  constraint place_succession_other check (from_code <> to_code)
);
create unique index place_succession_from_code_to_code_key on place_succession (from_code, to_code);
create index place_succession_to_code_idx on place_succession (to_code);

-- A change of units that is known beforehand; nothing of it holds until an administrator confirms it.
create table reform (
  code       text primary key,
  plan       jsonb not null,
  applied_at timestamptz,
  applied_by uuid references person (id) on delete set null
);

grant select, insert, update, delete on unit_parent, unit_succession, place_succession, reform to hub_app;

-- The province's day: a reform holds from midnight there, not from midnight in Greenwich.
create function hub_today() returns date language sql stable as $$
  select (now() at time zone 'Asia/Ho_Chi_Minh')::date
$$;

-- The unit that stood in a unit's place on a day: itself, or the last of its successors. A split has no single successor.
create function unit_at(start uuid, day date) returns uuid language sql stable as $$
  with recursive line (id, step) as (
    select start, 0
    union all
    select s.to_unit_id, line.step + 1
    from unit_succession s
    join line on line.id = s.from_unit_id
    where s.kind <> 'split' and s.on_date <= day and line.step < 100
  )
  select id from line order by step desc limit 1
$$;

-- A unit with all its predecessors and all its successors, whatever the day; not the others that share a successor with it.
create function unit_lineage(start uuid) returns setof uuid language sql stable as $$
  with recursive later (id) as (
    select start
    union
    select s.to_unit_id from unit_succession s join later on later.id = s.from_unit_id
  ), earlier (id) as (
    select start
    union
    select s.from_unit_id from unit_succession s join earlier on earlier.id = s.to_unit_id
  )
  select id from later union select id from earlier
$$;

-- The same for a place, by its code.
create function place_lineage(start text) returns setof text language sql stable as $$
  with recursive later (code) as (
    select start
    union
    select s.to_code from place_succession s join later on later.code = s.from_code
  ), earlier (code) as (
    select start
    union
    select s.from_code from place_succession s join earlier on earlier.code = s.to_code
  )
  select code from later union select code from earlier
$$;

-- The name of a unit on a day: the one that held then, else the nearest before or after.
create function unit_name_at(unit uuid, day date) returns uuid language sql stable as $$
  select id from unit_name
  where unit_id = unit
  order by greatest(coalesce(valid_from, day) - day, day - coalesce(valid_to, day), 0), valid_from nulls first
  limit 1
$$;
