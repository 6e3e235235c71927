-- Where the eye goes in a picture, as a machine sees it: fractions of the upright picture, from the left and from the top.
create table picture_focus (
  object_id uuid primary key references stored_object (id) on delete cascade,
  x double precision not null check (x between 0 and 1),
  y double precision not null check (y between 0 and 1)
);
grant select, insert, update, delete on picture_focus to hub_app;

-- Where a person says the eye should go; it holds for the version that they saw.
create table focal_point (
  asset_id uuid primary key references asset (id) on delete cascade,
  version int not null,
  x double precision not null check (x between 0 and 1),
  y double precision not null check (y between 0 and 1)
);
grant select, insert, update, delete on focal_point to hub_app;

-- Cuts of a picture with a name; each belongs to the version that it was drawn on.
create table picture_crop (
  id uuid primary key,
  asset_id uuid not null references asset (id) on delete cascade,
  version int not null,
  name text not null,
  x double precision not null check (x between 0 and 1),
  y double precision not null check (y between 0 and 1),
  width double precision not null check (width > 0 and width <= 1),
  height double precision not null check (height > 0 and height <= 1),
  made_by uuid references person (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (asset_id, name)
);
create index picture_crop_made_by on picture_crop (made_by);
grant select, insert, update, delete on picture_crop to hub_app;

-- A file that somebody asked for and how it is made. Once it is there it is a rendition of the same name.
create table purpose_file (
  id uuid primary key,
  object_id uuid not null references stored_object (id) on delete cascade,
  recipe int not null,
  name text not null,
  spec jsonb not null,
  progress int not null default 0,
  failure text,
  ended_at timestamptz,
  asked_at timestamptz not null default now(),
  unique (object_id, recipe, name)
);
create index purpose_file_object on purpose_file (object_id, asked_at);
grant select, insert, update, delete on purpose_file to hub_app;

-- What a unit lays over the pictures that it hands out.
create table unit_mark (
  unit_id uuid primary key references unit (id) on delete cascade,
  policy text not null check (policy in ('none', 'offered', 'always')),
  text text not null default '',
  logo_asset_id uuid references asset (id) on delete set null,
  corner text not null check (corner in ('top-left', 'top-right', 'bottom-left', 'bottom-right')),
  opacity double precision not null check (opacity between 0.1 and 1),
  size double precision not null check (size between 0.05 and 0.5),
  updated_at timestamptz not null default now()
);
create index unit_mark_logo on unit_mark (logo_asset_id);
grant select, insert, update, delete on unit_mark to hub_app;

-- Of what was purged nothing stays that somebody said of it.
create function forget_purged_picture() returns trigger language plpgsql as $$
begin
  delete from picture_crop where asset_id = new.id;
  delete from focal_point where asset_id = new.id;
  update unit_mark set logo_asset_id = null where logo_asset_id = new.id;
  return null;
end $$;
create trigger asset_forgets_picture after update of life on asset
  for each row when (new.life = 'purged' and old.life <> 'purged') execute function forget_purged_picture();
