-- A named effort that nominations belong to.
create table campaign (
  id uuid primary key,
  name text not null,
  note text not null default '',
  starts_on date,
  ends_on date,
  closed_at timestamptz,
  created_by uuid references person (id) on delete set null,
  created_at timestamptz not null default now(),
  check (ends_on is null or starts_on is null or starts_on <= ends_on)
);
create unique index campaign_name on campaign (lower(name)) where closed_at is null;

alter table nomination
  drop constraint nomination_state,
  add constraint nomination_state check (state in ('open', 'approved', 'returned', 'withdrawn')),
  -- Rises with each change of what would be sent.
  add column revision integer not null default 1,
  add column due_at timestamptz(3),
  add column priority smallint not null default 3 check (priority between 1 and 4),
  add column campaign_id uuid references campaign (id) on delete set null,
  add column assigned_to uuid references person (id) on delete set null,
  add column publish_at timestamptz(3),
  -- The same for each channel of one package.
  add column package_id uuid,
  -- Texts for the channel: {asset id: {vi, en}}.
  add column texts jsonb not null default '{}',
  -- The first of four eyes, and what it saw.
  add column first_by uuid references person (id) on delete set null,
  add column first_at timestamptz(3),
  add column first_note text,
  add column first_stamp text;
update nomination set package_id = id;
alter table nomination alter column package_id set not null;
create index nomination_package on nomination (package_id);
create index nomination_due on nomination (due_at) where state = 'open';
create index nomination_campaign on nomination (campaign_id);
create index nomination_channel on nomination (channel_id, state);

-- What a nomination is made of, its lead included.
create table nomination_item (
  nomination_id uuid not null references nomination (id) on delete cascade,
  asset_id uuid not null references asset (id) on delete cascade,
  position integer not null,
  role text not null check (role in ('lead', 'feature', 'gallery', 'video', 'audio', 'brochure', 'text')),
  primary key (nomination_id, asset_id)
);
create index nomination_item_asset on nomination_item (asset_id);
create unique index nomination_item_lead on nomination_item (nomination_id) where role = 'lead';
insert into nomination_item (nomination_id, asset_id, position, role) select id, asset_id, 0, 'lead' from nomination;

-- Comments, and what happened, as the people of the desk and of the unit read it.
create table nomination_entry (
  id uuid primary key,
  nomination_id uuid not null references nomination (id) on delete cascade,
  at timestamptz(3) not null default now(),
  kind text not null,
  person_id uuid references person (id) on delete set null,
  side text not null check (side in ('desk', 'unit', 'hub')),
  text text not null default '',
  facts jsonb not null default '{}'
);
create index nomination_entry_nomination on nomination_entry (nomination_id, id);
create index nomination_entry_person on nomination_entry (person_id);

-- What the desk asks of a channel. No row: as the hub says, Vietnamese, nothing more.
create table channel_desk (
  channel_id uuid primary key references channel (id) on delete cascade,
  four_eyes boolean,
  languages text[] not null default '{vi}',
  requires text[] not null default '{}'
);

alter table delivery
  -- Not before this time, by the worker's clock; the embargo and the rights are asked of the database besides.
  add column publish_at timestamptz(3),
  -- The texts that were approved for this channel.
  add column contents jsonb,
  -- The texts as they stand in the frozen bytes.
  add column sent jsonb,
  -- It takes this recalled asset out of a package: as urgent as a withdrawal.
  add column recall_of uuid references asset (id);
create index delivery_recall_of on delivery (recall_of) where recall_of is not null;

-- What goes along with a delivery's asset, as it was approved.
create table delivery_member (
  delivery_id uuid not null references delivery (id) on delete cascade,
  asset_id uuid not null references asset (id),
  position integer not null,
  role text not null,
  revision integer not null,
  primary key (delivery_id, asset_id)
);
create index delivery_member_asset on delivery_member (asset_id);

grant select, insert, update, delete on campaign, nomination_item, nomination_entry, channel_desk, delivery_member to hub_app;
create index delivery_nomination on delivery (nomination_id, version desc) where nomination_id is not null;
