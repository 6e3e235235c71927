-- Second factor, invitations and password resets by link, and the tries that are counted.
alter table person add column two_factor_enabled boolean not null default false;

create table two_factor (
  id uuid primary key,
  person_id uuid not null unique references person (id) on delete cascade on update cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

create table password_reset (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade on update cascade,
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create index password_reset_person_id_idx on password_reset (person_id);

create table attempt (
  key text primary key,
  count integer not null,
  ends_at timestamptz not null
);
create index attempt_ends_at_idx on attempt (ends_at);

create table invitation (
  id uuid primary key,
  email text not null,
  hub_roles text[] not null default '{}',
  memberships jsonb not null,
  token_hash text not null unique,
  invited_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz
);
create index invitation_created_at_idx on invitation (created_at);

grant select, insert, update, delete on two_factor, password_reset, attempt, invitation to hub_app;
