-- When bytes were last proved against their SHA-256, and since when they are known to be damaged.
alter table stored_object
  add column verified_at timestamptz,
  add column damaged_at timestamptz,
  add column damage text,
  add constraint stored_object_damage check (
    (damaged_at is null) = (damage is null) and damage in ('missing', 'altered', 'unreadable'));
create index stored_object_verified_at_idx on stored_object (verified_at nulls first, id);
create index stored_object_damaged_at_idx on stored_object (damaged_at) where damaged_at is not null;
alter table rendition add column verified_at timestamptz;
create index rendition_verified_at_idx on rendition (verified_at nulls first, id);

-- An object that a version refers to cannot go, whatever the code does; before, its version would have lost its file silently.
alter table asset_version drop constraint asset_version_object_id_fkey;
alter table asset_version add constraint asset_version_object_id_fkey
  foreign key (object_id) references stored_object (id) on delete restrict on update cascade;

-- One pass of the fixity check. `beat_at` says that it is alive; a pass that was killed is ended by the next one.
create table fixity_run (
  id uuid primary key,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now(),
  ended_at timestamptz,
  state text not null default 'running',
  checked integer not null default 0,
  bytes bigint not null default 0,
  damaged integer not null default 0,
  healed integer not null default 0,
  rebuilt integer not null default 0,
  constraint fixity_run_state check (state in ('running', 'done', 'stopped', 'interrupted', 'store-away', 'store-empty')),
  constraint fixity_run_ended check ((state = 'running') = (ended_at is null))
);
create index fixity_run_started_at_idx on fixity_run (started_at desc);

-- What was found and what became of it. No reference: the record outlives the object.
create table fixity_finding (
  id uuid primary key,
  object_id uuid not null,
  rendition text,
  outcome text not null,
  at timestamptz not null default now(),
  constraint fixity_finding_outcome check (outcome in ('missing', 'altered', 'unreadable', 'healed', 'rebuilt'))
);
create index fixity_finding_at_idx on fixity_finding (at desc);

-- Bytes in the store that no row names, since when that is known. They go a day later, unless a row names them by then.
create table store_orphan (
  key text primary key,
  size bigint not null,
  seen_at timestamptz not null default now()
);

-- One look over the whole store.
create table store_sweep (
  id uuid primary key,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  objects integer not null default 0,
  orphans integer not null default 0,
  removed integer not null default 0,
  removed_bytes bigint not null default 0,
  purged integer not null default 0,
  unfinished integer not null default 0,
  held boolean not null default false
);
create index store_sweep_started_at_idx on store_sweep (started_at desc);

grant select, insert, update, delete on fixity_run to hub_app;
grant select, insert, update, delete on fixity_finding to hub_app;
grant select, insert, update, delete on store_orphan to hub_app;
grant select, insert, update, delete on store_sweep to hub_app;
