-- Rights as people grant them: where, in what, for what, from when until when, with whose consent; embargo; reuse and its warnings.

alter table asset
  add column rights_territory text,
  add column rights_media text[] not null default '{}',
  add column rights_purposes text[] not null default '{}',
  add column rights_from date,
  add column rights_until date,
  add column consent_note text,
  add column consent_file text,
  add column consent_scope text,
  add column consent_withdrawn_at timestamptz(3),
  add column personal_data boolean not null default false,
  add column machine_made boolean not null default false,
  add column embargo_until timestamptz(3),
  add constraint asset_rights_territory check (rights_territory in ('province', 'vietnam', 'asean', 'world')),
  add constraint asset_rights_media check (rights_media <@ array['online', 'print', 'television', 'radio', 'exhibition']),
  add constraint asset_rights_purposes check (
    rights_purposes <@ array['web', 'social', 'print', 'broadcast', 'exhibition', 'education', 'internal']
  ),
  add constraint asset_rights_dates check (rights_from <= rights_until);

-- The day's warnings look for what ends soon, the desk for what has ended.
create index asset_rights_until on asset (rights_until) where rights_until is not null;

-- A right holds until the end of its last day, in Vietnam.
create function rights_end(last_day date) returns timestamptz language sql immutable parallel safe
  return (last_day + 1)::timestamp at time zone 'Asia/Ho_Chi_Minh';
create function rights_start(first_day date) returns timestamptz language sql immutable parallel safe
  return first_day::timestamp at time zone 'Asia/Ho_Chi_Minh';

create table asset_reuse (
  id uuid primary key,
  asset_id uuid not null references asset (id),
  version integer not null,
  unit_id uuid references unit (id),
  person_id uuid not null references person (id) on delete cascade,
  purpose text not null check (
    purpose in ('web', 'social', 'print', 'broadcast', 'exhibition', 'education', 'internal')
  ),
  file text not null,
  note text not null default '',
  url text,
  event text,
  print_run integer check (print_run > 0),
  at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index asset_reuse_asset on asset_reuse (asset_id, id desc);
create index asset_reuse_person on asset_reuse (person_id);

-- Each of the three warnings of a right's end, once; a right that is prolonged has another end and is warned of anew.
create table rights_warning (
  id uuid primary key,
  asset_id uuid not null references asset (id),
  ends_on date not null,
  days integer not null check (days in (30, 7, 1)),
  at timestamptz not null default now(),
  unique (asset_id, ends_on, days)
);

grant select, insert, update, delete on asset_reuse, rights_warning to hub_app;
