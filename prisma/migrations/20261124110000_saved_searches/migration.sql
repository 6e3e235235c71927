-- Searches that people keep, and what they were told of.
create table saved_search (
  id         uuid primary key,
  person_id  uuid not null references person (id) on delete cascade,
  name       text not null,
  -- As the contract had it when it was saved; read by the contract of today at each use.
  query      jsonb not null,
  -- The words that it was taken for where it found nothing as typed (input method off, typing error).
  meant      text,
  alert      text not null default 'off' check (alert in ('off', 'at-once', 'daily')),
  mail       boolean not null default true,
  -- What comes after this is news.
  since      timestamptz not null default now(),
  -- Everything that changed until then was looked at.
  looked_to  timestamptz not null default now(),
  told_at    timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index saved_search_person on saved_search (person_id, created_at);
create index saved_search_alert on saved_search (alert, looked_to) where alert <> 'off';

-- Written in the transaction that tells: nothing is told twice, whatever dies in between.
create table saved_search_told (
  saved_search_id uuid not null references saved_search (id) on delete cascade,
  asset_id        uuid not null references asset (id) on delete cascade,
  told_at         timestamptz not null default now(),
  primary key (saved_search_id, asset_id)
);
create index saved_search_told_asset on saved_search_told (asset_id);
create index saved_search_told_at on saved_search_told (told_at);

-- Who could see an item before it was opened further: for them it is no news.
create table asset_opened (
  asset_id   uuid not null references asset (id) on delete cascade,
  opened_at  timestamptz not null default clock_timestamp(),
  visibility text not null,
  unit_id    uuid not null,
  embargoed  boolean not null,
  begins     boolean not null,
  primary key (asset_id, opened_at)
);
create index asset_opened_at on asset_opened (opened_at);

create function note_opened() returns trigger language plpgsql as $$
begin
  insert into asset_opened (asset_id, visibility, unit_id, embargoed, begins)
  values (
    old.id, old.visibility, old.unit_id, coalesce(old.embargo_until > now(), false),
    coalesce(rights_start(old.rights_from) > now(), false)
  ) on conflict do nothing;
  return null;
end $$;
create trigger asset_opened after update of visibility, unit_id, embargo_until, rights_from on asset
  for each row when (
    old.visibility is distinct from new.visibility or old.unit_id is distinct from new.unit_id
    or old.embargo_until is distinct from new.embargo_until or old.rights_from is distinct from new.rights_from
  ) execute function note_opened();

-- What was indexed since an instant.
create index search_doc_indexed on search_doc (indexed_at);

-- What is searched for, without persons. Of a day: how often, and as marks that tell two askers apart without saying who; both go with
-- the day's salt in the night after.
create table search_salt (
  day  date primary key,
  salt bytea not null
);
create table search_day (
  day   date not null,
  term  text not null,
  none  integer not null default 0,
  few   integer not null default 0,
  dozens  integer not null default 0,
  many  integer not null default 0,
  primary key (day, term)
);
create table search_asker (
  day  date not null,
  term text not null,
  mark bytea not null,
  primary key (day, term, mark)
);
-- Of a month: only what two or more asked on one day.
create table search_month (
  month date not null,
  term  text not null,
  none  integer not null,
  few   integer not null,
  dozens  integer not null,
  many  integer not null,
  primary key (month, term)
);

grant select, insert, update, delete
  on saved_search, saved_search_told, asset_opened, search_salt, search_day, search_asker, search_month to hub_app;
