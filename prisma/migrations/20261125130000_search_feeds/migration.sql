-- A saved search that a curator gives out as a feed. What is in it is compared anew when an item's document, the search itself or a
-- synonym changes; only where there is such a search at all.
alter table saved_search add column feed boolean not null default false;
create index saved_search_feed on saved_search (id) where feed;

create function touch_document() returns trigger language plpgsql as $$
begin
  if exists (select from saved_search where feed) then
    insert into feed_touched (asset_id) values (case tg_op when 'DELETE' then old.asset_id else new.asset_id end);
  end if;
  return null;
end $$;
create trigger search_doc_feed after insert or update or delete on search_doc for each row execute function touch_document();
create trigger search_fact_feed after insert or update or delete on search_fact for each row execute function touch_document();

-- What is public may be in any search; what stands in the feed may leave it.
create function touch_public_items() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'saved_search' or exists (select from saved_search where feed) then
    insert into feed_touched (asset_id)
    select distinct asset_id from feed_entry where gone_at is null and (feed = 'hub' or feed like 'search:%');
  end if;
  return null;
end $$;
create trigger saved_search_feed_made after insert on saved_search for each row when (new.feed) execute function touch_public_items();
create trigger saved_search_feed_gone after delete on saved_search for each row when (old.feed) execute function touch_public_items();
create trigger saved_search_feed_changed after update of feed, query, meant on saved_search for each row
  when ((old.feed or new.feed) and (old.feed, old.query::text, old.meant) is distinct from (new.feed, new.query::text, new.meant))
  execute function touch_public_items();
create trigger synonym_group_feed after insert or update or delete on synonym_group for each statement execute function touch_public_items();
