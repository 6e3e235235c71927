-- The pillars of the ASEAN Community and the themes of its years, by the codes of the vocabulary.
alter table asset
  add column pillars text[] not null default '{}',
  add column themes text[] not null default '{}';

-- What search filters and sorts by beside the words, one narrow row an asset: filters and facets read it for thousands of
-- candidates, and the wide row of search_doc stays where it is.
create table search_fact (
  asset_id    uuid primary key references asset (id) on delete cascade,
  orientation text check (orientation in ('landscape', 'portrait', 'square')),
  colours     text[] not null default '{}', -- families of the picture's main colours
  duration_ms integer,
  size        bigint not null default 0,    -- bytes of the original
  captioned   boolean not null default false,
  purposes    text[] not null default '{}', -- what the rights let through while they run; dates are asked of the asset
  recipe      integer not null default 0    -- of the row and of search_doc; an older one is indexed anew
);
create index search_fact_size on search_fact (size, asset_id);
create index search_fact_recipe on search_fact (recipe);
grant select, insert, update, delete on search_fact to hub_app;

-- Whatever is classified by a term; one index serves any of the columns.
create index asset_terms on asset using gin (topics, places, audiences, pillars, themes);

-- Phrases that mean one thing to whoever searches.
create table synonym_group (
  id         uuid primary key,
  key        text unique,
  topic      text not null,
  phrases    text[] not null check (cardinality(phrases) between 2 and 12),
  removed_at timestamptz,
  updated_by uuid references person (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index synonym_group_updated on synonym_group (updated_at);
grant select, insert, update, delete on synonym_group to hub_app;
