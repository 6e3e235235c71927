-- Whose turn it is. waiting: no job of its own, the channel calls it up; called: its job is queued and holds a lane of the channel;
-- sending: an attempt is under way. Null: nothing to do, or a job of its own comes at next_at.
alter table delivery
  add column turn text check (turn in ('waiting', 'called', 'sending')),
  add column unit_id uuid,
  -- What a kind keeps of an unfinished upload between attempts, sealed.
  add column session text;
update delivery set unit_id = asset.unit_id from asset where asset.id = delivery.asset_id;
create index delivery_waiting on delivery (channel_id, unit_id, id) where turn = 'waiting';
create index delivery_in_turn on delivery (channel_id, asset_id) where turn in ('called', 'sending');

-- The unit that was served last, so that the next one comes first; until when the receiver's quota is used up.
alter table channel add column last_unit_id uuid, add column quota_until timestamptz;
