-- Uploads that survive a broken line: the bytes wait in the staging folder, this row says whose they are and how far they came.
create table upload (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  address text,
  file_name text not null,
  size bigint not null check (size > 0),
  received bigint not null default 0 check (received between 0 and size),
  metadata jsonb not null,
  tus_metadata jsonb not null,
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  measured_sha256 text check (measured_sha256 ~ '^[0-9a-f]{64}$'),
  state text not null default 'receiving' check (state in ('receiving', 'ingesting', 'done', 'refused')),
  problem text,
  problem_detail text,
  asset_id uuid references asset (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check ((state = 'refused') = (problem is not null))
);
create index upload_person on upload (person_id, id desc);
create index upload_state on upload (state, expires_at);
grant select, insert, update, delete on upload to hub_app;

-- Which request with which Idempotency-Key made what. `beat_at` is renewed while the request runs: one that died frees its key.
create table idempotency_key (
  person_id uuid not null references person (id) on delete cascade,
  operation text not null,
  key text not null,
  holder uuid not null,
  fingerprint text,
  subject_id uuid,
  beat_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (person_id, operation, key)
);
create index idempotency_key_expiry on idempotency_key (expires_at);
grant select, insert, update, delete on idempotency_key to hub_app;
