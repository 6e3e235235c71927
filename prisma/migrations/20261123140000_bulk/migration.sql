-- What was taken out of a folder on the server (hubctl import, the watched folder): written in the asset's own transaction, so that a
-- run that was killed goes on where it stood and none is taken twice.
create table import_file (
  id uuid primary key,
  folder text not null,
  path text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null,
  modified_ns numeric(20) not null,
  person_id uuid references person (id) on delete set null,
  asset_id uuid references asset (id) on delete set null,
  created_at timestamptz not null default now(),
  unique (folder, path, sha256)
);
create index import_file_person on import_file (person_id);
create index import_file_asset on import_file (asset_id);
grant select, insert, update, delete on import_file to hub_app;

-- A ZIP that is unpacked at the hub; its bytes wait in the staging folder until the job `upload.unzip` is through.
create table zip_upload (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  address text,
  file_name text not null,
  size bigint not null check (size > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  metadata jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'unpacking', 'done', 'refused')),
  problem text,
  problem_detail text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((state = 'refused') = (problem is not null))
);
create index zip_upload_person on zip_upload (person_id, id desc);
create index zip_upload_state on zip_upload (state, updated_at);
grant select, insert, update, delete on zip_upload to hub_app;

-- One file of a ZIP, by its place in the ZIP's directory; it is settled in the transaction that makes its asset.
create table zip_entry (
  zip_id uuid not null references zip_upload (id) on delete cascade,
  number integer not null,
  name text not null,
  size bigint not null,
  state text not null default 'waiting' check (state in ('waiting', 'done', 'refused')),
  problem text,
  problem_detail text,
  asset_id uuid references asset (id) on delete set null,
  primary key (zip_id, number),
  check ((state = 'refused') = (problem is not null))
);
create index zip_entry_asset on zip_entry (asset_id);
grant select, insert, update, delete on zip_entry to hub_app;
