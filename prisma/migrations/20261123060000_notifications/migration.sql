-- What people are told, in the app and by mail, and how each wants to be told.

-- One row a person: who is told is decided in the act's own transaction, whether they may read the subject each time it is shown.
create table notification (
  id uuid primary key,
  event_id uuid not null, -- rows of one act share it: it is what travels by pg_notify
  person_id uuid not null references person (id) on delete cascade,
  kind text not null,
  subject_kind text not null,
  subject_id uuid not null,
  actor_id uuid references person (id) on delete set null,
  facts jsonb not null default '{}',
  in_app boolean not null,
  mail text check (mail in ('at-once', 'daily', 'weekly')),
  once_key text, -- the same thing is told to the same person once
  created_at timestamptz(3) not null default now(),
  read_at timestamptz,
  mail_claimed_at timestamptz, -- a letter with it was begun; with mailed_at it went
  mailed_at timestamptz
);
create index notification_list on notification (person_id, created_at desc, id desc) where in_app;
create index notification_unread on notification (person_id) where in_app and read_at is null;
create index notification_to_mail on notification (person_id, mail) where mail is not null and mail_claimed_at is null;
create index notification_event on notification (event_id);
create index notification_created on notification (created_at);
create unique index notification_once on notification (person_id, once_key) where once_key is not null;

-- Only what differs from the kind's default stands here.
create table notification_preference (
  person_id uuid not null references person (id) on delete cascade,
  kind text not null,
  in_app boolean not null,
  mail text not null check (mail in ('none', 'at-once', 'daily', 'weekly')),
  primary key (person_id, kind)
);

grant select, insert, update, delete on notification to hub_app;
grant select, insert, update, delete on notification_preference to hub_app;
