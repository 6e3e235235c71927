-- Since when the item is recalled; null once the recall is lifted. The table recall says it; the column carries it to everything that
-- gives files out and knows nothing of channels. A trigger writes it, so that the two cannot differ.
alter table asset add column recalled_at timestamptz(3);
create function mark_recalled() returns trigger language plpgsql as $$
declare
  item uuid := coalesce(new.asset_id, old.asset_id);
begin
  update asset set recalled_at = (select min(requested_at) from recall where asset_id = item and lifted_at is null)
  where id = item;
  return null;
end $$;
create trigger recall_marked after insert or delete or update of lifted_at on recall
  for each row execute function mark_recalled();
update asset set recalled_at = r.since
from (select asset_id, min(requested_at) as since from recall where lifted_at is null group by asset_id) r
where asset.id = r.asset_id;
