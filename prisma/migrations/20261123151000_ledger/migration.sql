-- How a receipt came: answered or told by the receiver, dropped as a file, written down by a person (the audit says who).
alter table receipt add column source text not null default 'api' check (source in ('api', 'file-drop', 'by-hand'));
create index receipt_newest on receipt (id desc);
create index receipt_channel on receipt (channel_id, id desc);

-- What was on the wire, secrets blacked out before it is written.
alter table delivery_attempt add column request_headers jsonb, add column request_body text, add column response_headers jsonb;
-- What the public page must show, as it stood in the bytes that were sent.
alter table delivery add column sent_title text, add column sent_credit text;
create index audit_entry_subject_download on audit_entry (subject_id) where act = 'asset.download';

-- A receiver's callback counts once.
create table portal_event (
  channel_id uuid not null references channel (id),
  webhook_id text not null,
  type text not null,
  item_id uuid not null,
  sha256 text not null,
  received_at timestamptz not null default now(),
  primary key (channel_id, webhook_id)
);

create table reconcile_run (
  id uuid primary key,
  channel_id uuid not null references channel (id),
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  seen integer not null default 0,
  problem text
);
create index reconcile_run_channel on reconcile_run (channel_id, id desc);
create table reconcile_finding (
  id uuid primary key,
  run_id uuid references reconcile_run (id) on delete cascade,
  channel_id uuid not null references channel (id),
  -- As the receiver names it; it need not be an item of this hub.
  item_id uuid not null,
  kind text not null,
  acted text not null,
  at timestamptz not null default now()
);
create index reconcile_finding_channel on reconcile_finding (channel_id, id desc);

-- What the public page of a delivered version shows. One row a delivery, its history beside it.
create table liveness (
  delivery_id uuid primary key references delivery (id),
  asset_id uuid not null references asset (id),
  channel_id uuid not null references channel (id),
  state text not null check (state in ('live', 'changed', 'lost')),
  since timestamptz not null default now(),
  checked_at timestamptz not null default now(),
  -- The receiver itself said that it edited the item.
  portal_edited_at timestamptz,
  -- What was told last: the same again is told to nobody.
  told text
);
create index liveness_asset on liveness (asset_id);
create table liveness_check (
  id uuid primary key,
  delivery_id uuid not null references delivery (id),
  at timestamptz not null default now(),
  url text not null,
  status integer,
  state text not null check (state in ('live', 'changed', 'lost', 'unreachable')),
  found_title text,
  credit_found boolean,
  problem text
);
create index liveness_check_delivery on liveness_check (delivery_id, id desc);

create table recall (
  id uuid primary key,
  asset_id uuid not null references asset (id),
  kind text not null check (kind in ('takedown', 'kill')),
  reason text not null,
  public text not null default '',
  requested_by uuid references person (id) on delete set null,
  requested_at timestamptz not null default now(),
  lifted_by uuid references person (id) on delete set null,
  lifted_at timestamptz
);
-- One recall stands for an item at a time.
create unique index recall_open on recall (asset_id) where lifted_at is null;
-- Who took the item, and what each has said since.
create table recall_notice (
  recall_id uuid not null references recall (id) on delete cascade,
  person_id uuid not null references person (id) on delete cascade,
  unit_id uuid references unit (id),
  downloads integer not null default 0,
  reuses integer not null default 0,
  told_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_note text not null default '',
  primary key (recall_id, person_id)
);
create index recall_notice_person on recall_notice (person_id);

-- What was withdrawn last before recalls had rows of their own.
insert into recall (id, asset_id, kind, reason, requested_by, requested_at)
select last.id, last.asset_id, coalesce(last.kind, 'takedown'), coalesce(last.reason, 'error'),
  (select id from person where id = last.requested_by), last.created_at
from (
  select distinct on (asset_id) id, asset_id, op, kind, reason, requested_by, created_at from delivery
  where op = 'withdraw' or state <> 'cancelled'
  order by asset_id, created_at desc, id desc
) last
where last.op = 'withdraw';

grant select, insert, update, delete on portal_event, reconcile_run, reconcile_finding, liveness, recall, recall_notice to hub_app;
grant select, insert on liveness_check to hub_app;
