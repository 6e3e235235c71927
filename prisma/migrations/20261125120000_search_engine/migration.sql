-- What the second search engine (Meilisearch) holds, and what it has not heard of yet. Where none is configured there is no row, and the
-- triggers write nothing. The index in Postgres is always whole: it answers while the engine is away.
create table search_engine (
  id          integer primary key default 1 check (id = 1),
  -- Stands in the engine too: an engine that lost its data, or another one, does not have it.
  generation  uuid not null,
  -- Of the settings and documents that the generation is made by.
  recipe      text not null,
  -- The recipe of the index that is asked; null while there is none.
  serving     text,
  state       text not null default 'building' check (state in ('building', 'ready')),
  -- How far the rebuilding is: every item with a higher id is in the new index.
  built_to    uuid,
  -- Who writes to the engine; one process at a time, and another takes over when this is past.
  writer      text,
  writes_to   timestamptz not null default now(),
  -- Since when the engine cannot be reached, and what it said; null while it answers.
  failing_since timestamptz,
  failure     text,
  ready_at    timestamptz
);
grant select, insert, update, delete on search_engine to hub_app;

create sequence search_change_seq;
grant usage on sequence search_change_seq to hub_app;

-- Items that the engine does not hold as they are. Written in the transaction of the change, removed once the engine has confirmed the
-- state of that number. No reference: what is gone for good must still be taken out.
create table search_change (
  asset_id uuid primary key,
  seq      bigint not null default nextval('search_change_seq'),
  -- Who may see it, or for what it may be used, has changed: the engine's answers leave it out until it knows.
  closed   boolean not null default false,
  at       timestamptz not null default now()
);
create index search_change_order on search_change (closed desc, seq);
grant select, insert, update, delete on search_change to hub_app;

create function note_search_change() returns trigger language plpgsql as $$
begin
  if exists (select from search_engine) then
    insert into search_change (asset_id, closed) values (old.id, true)
    on conflict (asset_id) do update set seq = nextval('search_change_seq'), closed = true, at = now();
  end if;
  return null;
end $$;
create trigger search_changed
  after update of life, visibility, unit_id, uploaded_by, embargo_until, rights_from, rights_until, consent_withdrawn_at, recalled_at on asset
  for each row when (
    (old.life, old.visibility, old.unit_id, old.uploaded_by, old.embargo_until, old.rights_from, old.rights_until,
      old.consent_withdrawn_at, old.recalled_at)
    is distinct from
    (new.life, new.visibility, new.unit_id, new.uploaded_by, new.embargo_until, new.rights_from, new.rights_until,
      new.consent_withdrawn_at, new.recalled_at)
  ) execute function note_search_change();
create trigger search_gone after delete on asset for each row execute function note_search_change();

-- Each night's comparison of what is indexed with what is there.
create table search_drift (
  id        uuid primary key,
  engine    text not null check (engine in ('postgres', 'meilisearch')),
  at        timestamptz not null default now(),
  items     integer not null, -- in the hub
  indexed   integer not null, -- in the index
  looked_at integer not null, -- compared one by one
  missing   integer not null,
  extra     integer not null,
  different integer not null
);
create index search_drift_at on search_drift (at desc);
grant select, insert, update, delete on search_drift to hub_app;
