-- When a channel may send and how much; when a delivery was first begun, which the limit counts.
alter table channel add column windows jsonb not null default '[]', add column per_hour integer check (per_hour > 0);
alter table delivery add column began_at timestamptz;
create index delivery_channel_id_began_at_idx on delivery (channel_id, began_at) where began_at is not null;

-- What a person wrote down who published by hand, beside the receipt made of it; never changed.
create table hand_receipt (
  id uuid primary key,
  delivery_id uuid not null references delivery (id),
  sha256 text not null,
  note text not null default '',
  written_by uuid references person (id) on delete set null,
  screenshot bytea,
  screenshot_type text,
  created_at timestamptz not null default now()
);
create index hand_receipt_delivery_id_idx on hand_receipt (delivery_id);
grant select, insert, update, delete on hand_receipt to hub_app;
