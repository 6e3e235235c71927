-- Feeds: what was ever given out, where, since when, and when it was taken back; addresses that are told of it.

-- No foreign key: an entry outlives its asset, a harvester that comes after a year must still learn that it is gone.
create table feed_entry (
  asset_id   uuid not null,
  feed       text not null,
  since      timestamptz(3) not null,
  changed_at timestamptz(3) not null,
  gone_at    timestamptz(3),
  stamp      text not null,
  primary key (asset_id, feed)
);
create index feed_entry_changed on feed_entry (feed, changed_at, asset_id);
create index feed_entry_live on feed_entry (feed, since desc, asset_id desc) where gone_at is null;

-- What was changed and has yet to be compared. It has no unique key on purpose: two transactions that touch one asset must not wait
-- for one another here.
create table feed_touched (
  id       bigint generated always as identity primary key,
  asset_id uuid not null
);
-- Up to when the clock's own changes (embargoes, rights that begin or end) were looked at. One row.
create table feed_clock (
  one       boolean primary key default true check (one),
  looked_at timestamptz not null
);
insert into feed_clock (looked_at) values ('-infinity');

create function touch_feed() returns trigger language plpgsql as $$
begin
  -- Two statements: one expression over both columns does not plan for either table.
  if tg_table_name = 'asset' then insert into feed_touched (asset_id) values (new.id);
  else insert into feed_touched (asset_id) values (new.asset_id);
  end if;
  return null;
end $$;
create trigger asset_feed_new after insert on asset for each row
  when (new.visibility in ('public', 'partners')) execute function touch_feed();
create trigger asset_feed_changed after update on asset for each row
  when (old.visibility in ('public', 'partners') or new.visibility in ('public', 'partners'))
  execute function touch_feed();
create trigger asset_version_feed after insert or update of object_id, scan on asset_version for each row
  execute function touch_feed();
create trigger delivery_feed after insert or update of state on delivery for each row
  execute function touch_feed();
create index asset_embargo_end on asset (embargo_until) where embargo_until is not null;
create index asset_rights_begin on asset (rights_from) where rights_from is not null;
create index asset_consent_end on asset (consent_withdrawn_at) where consent_withdrawn_at is not null;
insert into feed_touched (asset_id) select id from asset where visibility in ('public', 'partners');

create table webhook (
  id          uuid primary key,
  url         text not null,
  description text not null default '',
  events      text[] not null,
  secret      text not null,
  state       text not null default 'active' check (state in ('active', 'paused', 'failing')),
  created_at  timestamptz not null default now()
);
create table webhook_delivery (
  id          uuid primary key,
  webhook_id  uuid not null references webhook (id) on delete cascade,
  event       text not null,
  body        text not null,
  state       text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
  attempts    integer not null default 0,
  status      integer,
  problem     text,
  next_at     timestamptz,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now()
);
create index webhook_delivery_newest on webhook_delivery (webhook_id, created_at desc);
grant select, insert, update, delete on feed_entry, feed_touched, feed_clock, webhook, webhook_delivery to hub_app;
-- One recall takes an item back here too, for as long as it stands.
create trigger recall_feed after insert or update of lifted_at on recall for each row execute function touch_feed();
