-- API keys: the secret is never kept, only its SHA-256 and the characters by which its owner knows it again.
create table api_key (
  id uuid primary key,
  person_id uuid not null references person (id) on update cascade on delete cascade,
  name text not null,
  prefix text not null,
  secret_hash text not null constraint api_key_secret_hash_form check (secret_hash ~ '^[0-9a-f]{64}$'),
  scopes text[] not null constraint api_key_scopes_some check (cardinality(scopes) > 0),
  created_at timestamptz not null default current_timestamp,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  last_used_from text,
  revoked_at timestamptz,
  -- A day of grace over the year that the contract allows: intervals of days are not those of leap years.
  constraint api_key_expires_within_a_year check (expires_at <= created_at + interval '366 days')
);
create unique index api_key_secret_hash_key on api_key (secret_hash);
create index api_key_person_id_idx on api_key (person_id);

-- What a key is, it stays: the hub notes its use and revokes it, and can change nothing else of it.
grant select, insert, delete on api_key to hub_app;
grant update (last_used_at, last_used_from, revoked_at) on api_key to hub_app;

-- The key by which a person acted. No foreign key: the record outlives the key.
alter table audit_entry add column api_key_id uuid;

-- One subject of one identity provider is one person.
create unique index account_provider_id_account_id_key on account (provider_id, account_id);
