-- What a file says of itself (EXIF, IPTC-IIM, XMP, ID3, atoms, PDF), as it was read once; what it means to the hub is worked out when
-- it is asked for, against today's vocabulary.
create table object_metadata (
  object_id uuid primary key references stored_object (id) on delete cascade,
  recipe integer not null,
  tags jsonb not null,
  failure text,
  read_at timestamptz not null default now()
);
grant select, insert, update, delete on object_metadata to hub_app;

-- Copies of originals and renditions with the hub's words written inside, kept for the next who takes the same. `pinned`: it was sent
-- to a channel, whose ledger names its hash.
create table written_copy (
  id uuid primary key,
  object_id uuid not null references stored_object (id),
  source_sha256 text not null,
  words_hash text not null,
  key text not null unique,
  sha256 text not null,
  size bigint not null,
  content_type text not null,
  pinned boolean not null default false,
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  unique (source_sha256, words_hash)
);
create index written_copy_object on written_copy (object_id);
create index written_copy_used on written_copy (used_at);
grant select, insert, update, delete on written_copy to hub_app;
