-- Mail to the press: one row for each letter, written before it is sent, so that a retry sends only those that did not go.
create table press_letter (
  delivery_id uuid not null references delivery (id) on delete cascade,
  tag         text not null,
  address     text not null,
  name        text not null default '',
  title       text not null,
  message_id  text not null,
  state       text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'refused')),
  answer      text,
  links_until timestamptz,
  created_at  timestamptz(0) not null default now(),
  sent_at     timestamptz,
  primary key (delivery_id, tag)
);
grant select, insert, update, delete on press_letter to hub_app;

-- Boards of a unit that anybody may pull as a feed, as far as their items are public.
alter table collection add column feed boolean not null default false;

-- Items that come to a board or leave it. Also where the board itself goes: its row is gone by then, so the flag is not asked here.
create function touch_board_item() returns trigger language plpgsql as $$
begin
  insert into feed_touched (asset_id) values (case tg_op when 'DELETE' then old.asset_id else new.asset_id end);
  return null;
end $$;
create trigger collection_item_feed after insert or delete on collection_item for each row execute function touch_board_item();
create function touch_board() returns trigger language plpgsql as $$
begin
  insert into feed_touched (asset_id) select asset_id from collection_item where collection_id = new.id;
  return null;
end $$;
create trigger collection_feed after update of feed on collection for each row
  when (old.feed is distinct from new.feed) execute function touch_board();

-- What is forgotten of old messages to registered addresses.
create index webhook_delivery_settled on webhook_delivery (updated_at) where state <> 'waiting';
