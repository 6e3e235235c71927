-- Captions of films and sounds, as clean WebVTT; and clips cut out of them, each a new asset that stays bound to its source.

create table caption_track (
  id         uuid primary key,
  asset_id   uuid not null references asset (id),
  -- The version that they were written for, and how long it is; null where that was not known yet.
  version    integer not null,
  film_ms    integer,
  language   text not null,
  label      text not null,
  kind       text not null check (kind in ('subtitles', 'captions')),
  vtt        text not null,
  cues       integer not null check (cues > 0),
  last_ms    integer not null,
  created_by uuid references person (id) on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (asset_id, language, kind)
);

-- What is said when, for the search: `folded` as its words are, with a space at each end.
create table caption_cue (
  track_id uuid not null references caption_track (id) on delete cascade,
  number   integer not null,
  start_ms integer not null,
  text     text not null,
  folded   text not null,
  primary key (track_id, number)
);

create table asset_clip (
  id             uuid primary key,
  source_id      uuid not null references asset (id),
  source_version integer not null,
  from_ms        integer not null check (from_ms >= 0),
  to_ms          integer not null check (to_ms > from_ms),
  title          text not null,
  state          text not null default 'waiting' check (state in ('waiting', 'done', 'failed')),
  progress       integer not null default 0,
  -- A word of the code, and of a duplicate the asset that is there already.
  failure        text,
  asset_id       uuid references asset (id),
  person_id      uuid references person (id) on delete set null,
  created_at     timestamptz not null default now(),
  ended_at       timestamptz,
  check ((state = 'done') <= (asset_id is not null))
);
create index asset_clip_source on asset_clip (source_id, created_at);
create index asset_clip_asset on asset_clip (asset_id) where state = 'done';

grant select, insert, update, delete on caption_track, caption_cue, asset_clip to hub_app;
