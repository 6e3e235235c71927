-- Boards of assets, by a person or a unit, and links that show one to people outside.

create table collection (
  id uuid primary key,
  name text not null,
  note text not null default '',
  -- A person's own board, or a unit's: never both, never neither.
  owner_id uuid references person (id) on delete cascade,
  unit_id uuid references unit (id),
  made_by uuid references person (id) on delete set null,
  cover_id uuid references asset (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint collection_owner check (num_nonnulls(owner_id, unit_id) = 1)
);
create index collection_owner_id on collection (owner_id) where owner_id is not null;
create index collection_unit_id on collection (unit_id) where unit_id is not null;

create table collection_grant (
  collection_id uuid not null references collection (id) on delete cascade,
  unit_id uuid not null references unit (id),
  access text not null check (access in ('read', 'edit')),
  primary key (collection_id, unit_id)
);
create index collection_grant_unit on collection_grant (unit_id);

-- Positions are whole numbers with gaps; whoever moves an item holds the board's row, so that two moves never take one place.
create table collection_item (
  collection_id uuid not null references collection (id) on delete cascade,
  asset_id uuid not null references asset (id) on delete cascade,
  position bigint not null,
  note text not null default '',
  added_by uuid references person (id) on delete set null,
  added_at timestamptz not null default now(),
  primary key (collection_id, asset_id)
);
create index collection_item_order on collection_item (collection_id, position, asset_id);
create index collection_item_asset on collection_item (asset_id);

-- An item on a board holds on to its asset, whichever way the row comes or goes (a board that is deleted, a person who is erased).
create function collection_item_use() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into asset_use (asset_id, kind, ref) values (new.asset_id, 'collection', new.collection_id::text)
    on conflict do nothing;
  else
    delete from asset_use where asset_id = old.asset_id and kind = 'collection' and ref = old.collection_id::text;
  end if;
  return null;
end $$;
create trigger collection_item_use after insert or delete on collection_item
  for each row execute function collection_item_use();

create table share_link (
  id uuid primary key,
  collection_id uuid not null references collection (id) on delete cascade,
  -- The link does what this person may: without them there is none.
  made_by uuid not null references person (id) on delete cascade,
  token_hash text not null unique,
  label text not null default '',
  password_hash text,
  watermark boolean not null,
  downloads boolean not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  created_at timestamptz not null default now()
);
create index share_link_collection on share_link (collection_id);
create index share_link_made_by on share_link (made_by);

-- Who opened a link, as little as answers the question: the network (an address without its end), the day, how often.
create table share_visit (
  share_id uuid not null references share_link (id) on delete cascade,
  act text not null check (act in ('open', 'refused', 'download')),
  network text not null,
  day date not null,
  times integer not null default 1,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (share_id, day, network, act)
);

grant select, insert, update, delete on collection, collection_grant, collection_item, share_link, share_visit to hub_app;
