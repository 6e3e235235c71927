-- One change of many assets: looked at first (a dry run), then carried out row by row, and for a while taken back.
create table bulk_edit (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  source text not null check (source in ('form', 'sheet')),
  state text not null default 'checking' check (state in ('checking', 'ready', 'running', 'done', 'cancelled', 'undoing', 'undone')),
  changes jsonb,
  file_name text,
  unknown_columns text[] not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  finished_at timestamptz,
  values_dropped boolean not null default false
);
create index bulk_edit_person on bulk_edit (person_id, id desc);
create index bulk_edit_finished on bulk_edit (finished_at);
grant select, insert, update, delete on bulk_edit to hub_app;

-- asset_id is what was asked for, which may be nobody's: no reference.
create table bulk_edit_row (
  bulk_edit_id uuid not null references bulk_edit (id) on delete cascade,
  number integer not null,
  asset_id uuid not null,
  line integer,
  seen_revision integer,
  cells jsonb,
  revision integer,
  before jsonb,
  after jsonb,
  state text not null default 'waiting'
    check (state in ('waiting', 'ready', 'unchanged', 'refused', 'done', 'failed', 'undone', 'kept')),
  problem text,
  problem_detail text,
  primary key (bulk_edit_id, number)
);
create index bulk_edit_row_state on bulk_edit_row (bulk_edit_id, state, number);
create index bulk_edit_row_asset on bulk_edit_row (asset_id);
grant select, insert, update, delete on bulk_edit_row to hub_app;
