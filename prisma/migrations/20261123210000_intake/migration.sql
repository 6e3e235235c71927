-- What comes in from elsewhere: sources that are read by the clock, their items, what people took of them; what the station aired;
-- live streams that units share.

create table relay_source (
  id               uuid primary key,
  name             text not null,
  kind             text not null check (kind in ('feed', 'ninjs', 'page')),
  address          text not null,
  unit_id          uuid not null references unit (id),
  rights_statement text,
  rights_holder    text,
  rights_grant     text,
  usage_terms      text,
  credit           text not null default '',
  language         text not null default 'vi',
  topic            text,
  every_minutes    integer not null check (every_minutes between 5 and 10080),
  active           boolean not null default true,
  etag             text,
  last_modified    text,
  last_fetch_at    timestamptz,
  last_success_at  timestamptz,
  last_problem     text,
  last_count       integer,
  failures_in_row  integer not null default 0,
  open_until       timestamptz,
  next_at          timestamptz not null default now(),
  created_at       timestamptz not null default now()
);
create index relay_source_due on relay_source (next_at) where active;

create table relay_item (
  id               uuid primary key,
  -- Null for an address that a person pasted.
  source_id        uuid references relay_source (id) on delete cascade,
  unit_id          uuid not null references unit (id),
  guid             text not null,
  url              text,
  canonical_url    text,
  -- Of title and text alone: the same story from two sources has one. `given_hash` is of all that was given.
  content_hash     text not null,
  given_hash       text not null,
  title            text not null,
  summary          text not null default '',
  html             text not null default '',
  author           text not null default '',
  published_at     timestamptz(3),
  language         text not null,
  credit           text not null default '',
  -- Rights as given: null is unknown, and stays so.
  rights_statement text,
  rights_holder    text,
  rights_grant     text,
  usage_terms      text,
  rights_notice    text,
  embargo_until    timestamptz(3),
  topic            text,
  state            text not null default 'new' check (state in ('new', 'taken', 'dismissed', 'duplicate', 'own')),
  duplicate_of     uuid references relay_item (id) on delete set null,
  -- Our own item come back: which.
  own_asset_id     uuid references asset (id),
  asset_id         uuid references asset (id),
  -- It was changed at its source after it was taken.
  changed_at       timestamptz(3),
  withdrawn_at     timestamptz(3),
  decided_by       uuid references person (id) on delete set null,
  decided_at       timestamptz(3),
  fetched_at       timestamptz(3) not null default now(),
  updated_at       timestamptz(3) not null default now()
);
create unique index relay_item_guid on relay_item (source_id, guid) where source_id is not null;
create unique index relay_item_pasted on relay_item (unit_id, guid) where source_id is null;
create index relay_item_newest on relay_item (coalesce(published_at, fetched_at) desc, id desc);
create index relay_item_canonical on relay_item (canonical_url);
create index relay_item_hash on relay_item (content_hash);
create index relay_item_asset on relay_item (asset_id) where asset_id is not null;

create table relay_media (
  id           uuid primary key,
  item_id      uuid not null references relay_item (id) on delete cascade,
  url          text not null,
  type         text,
  title        text not null default '',
  credit       text not null default '',
  state        text not null default 'offered' check (state in ('offered', 'fetching', 'taken', 'failed')),
  problem      text,
  asset_id     uuid references asset (id),
  requested_by uuid references person (id) on delete set null,
  unique (item_id, url)
);

-- The mark of an asset that stands here for another's work: who must be named and where it stands.
create table asset_relay (
  asset_id     uuid primary key references asset (id) on delete cascade,
  source       text not null,
  url          text,
  notice       text,
  withdrawn_at timestamptz(3)
);
create function touch_feed_of_relay() returns trigger language plpgsql as $$
begin
  insert into feed_touched (asset_id) values (new.asset_id);
  return null;
end $$;
create trigger asset_relay_feed after insert or update on asset_relay for each row execute function touch_feed_of_relay();

create table broadcast (
  id         uuid primary key,
  unit_id    uuid not null references unit (id),
  aired_at   timestamptz(3) not null,
  programme  text not null,
  channel    text not null,
  seconds    integer not null check (seconds between 1 and 172800),
  asset_id   uuid references asset (id),
  note       text not null default '',
  written_by uuid references person (id) on delete set null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  -- What makes an import that is repeated change nothing.
  unique (unit_id, aired_at, channel, programme)
);
create index broadcast_newest on broadcast (aired_at desc, id desc);

create table livestream (
  id             uuid primary key,
  unit_id        uuid not null references unit (id),
  title          text not null,
  description    text not null default '',
  starts_at      timestamptz(3) not null,
  ends_at        timestamptz(3) not null,
  stream_url     text not null,
  embed_url      text,
  provider       text,
  replay_url     text,
  replay_embed   text,
  cover_asset_id uuid references asset (id),
  shared_all     boolean not null default false,
  reminded_at    timestamptz,
  made_by        uuid references person (id) on delete set null,
  created_at     timestamptz(3) not null default now(),
  updated_at     timestamptz(3) not null default now(),
  check (ends_at > starts_at)
);
create index livestream_starts on livestream (starts_at desc, id desc);
create table livestream_share (
  livestream_id uuid not null references livestream (id) on delete cascade,
  unit_id       uuid not null references unit (id),
  primary key (livestream_id, unit_id)
);
create table livestream_reminder (
  livestream_id uuid not null references livestream (id) on delete cascade,
  person_id     uuid not null references person (id) on delete cascade,
  created_at    timestamptz not null default now(),
  primary key (livestream_id, person_id)
);
create index livestream_reminder_person on livestream_reminder (person_id);

grant select, insert, update, delete on relay_source, relay_item, relay_media, asset_relay, broadcast, livestream,
  livestream_share, livestream_reminder to hub_app;
