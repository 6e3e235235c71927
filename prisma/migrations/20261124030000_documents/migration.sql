-- Where the text of a page comes from: the file itself, or a machine that read its picture. A scan that carries a stamp's few words
-- has both.
alter table object_text
  add column source text not null default 'file' check (source in ('file', 'ocr'));
alter table object_text drop constraint object_text_pkey;
alter table object_text add primary key (object_id, page, source);

-- Pages that are drawn when somebody turns to them: a run of them at a time, asked for once for each version. Who holds the same
-- bytes does not learn from it that another has read there.
create table page_run (
  version_id uuid not null references asset_version (id) on delete cascade,
  first integer not null check (first > 0),
  state text not null default 'waiting' check (state in ('waiting', 'made', 'failed')),
  asked_by uuid references person (id) on update cascade on delete set null,
  asked_at timestamptz not null default now(),
  primary key (version_id, first)
);
create index page_run_waiting on page_run (asked_by, asked_at) where state = 'waiting';
grant select, insert, update, delete on page_run to hub_app;

-- How far the machine has read a version's pictures of text.
create table ocr_run (
  version_id uuid primary key references asset_version (id) on delete cascade,
  recipe integer not null,
  next_page integer not null default 1,
  state text not null default 'waiting' check (state in ('waiting', 'read')),
  asked_at timestamptz not null default now()
);
grant select, insert, update, delete on ocr_run to hub_app;
