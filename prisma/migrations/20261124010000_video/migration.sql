-- Which moment of its film an asset's pictures show, where a person chose it. Of one file: a new version has its own.
create table poster_choice (
  asset_id uuid not null references asset (id) on delete cascade,
  object_id uuid not null references stored_object (id) on delete cascade,
  at_ms integer not null check (at_ms >= 0),
  -- The moment whose pictures are made; another than at_ms, or none, while the job is at it.
  made_ms integer,
  chosen_by uuid references person (id) on delete set null,
  chosen_at timestamptz not null,
  primary key (asset_id, object_id)
);
create index poster_choice_object on poster_choice (object_id);
create index poster_choice_person on poster_choice (chosen_by);
grant select, insert, update, delete on poster_choice to hub_app;
