-- A recall binds what was cut from the item too, however often it was cut again. The item's row is locked first: a clip that is being
-- recorded holds it, and is seen by the statement that follows.
create or replace function mark_recalled() returns trigger language plpgsql as $$
declare
  item uuid := coalesce(new.asset_id, old.asset_id);
begin
  perform from asset where id = item for no key update;
  update asset a set recalled_at = (
    with recursive source (id) as (
      select a.id
      union
      select c.source_id from asset_clip c join source on c.asset_id = source.id where c.state = 'done'
    )
    select min(r.requested_at) from recall r join source on r.asset_id = source.id where r.lifted_at is null
  )
  where a.id in (
    with recursive piece (id) as (
      select item
      union
      select c.asset_id from asset_clip c join piece on c.source_id = piece.id where c.state = 'done' and c.asset_id is not null
    )
    select id from piece
  );
  return null;
end $$;
-- What was recalled before clips were bound.
with recursive piece (id, since) as (
  select id, recalled_at from asset where recalled_at is not null
  union
  select c.asset_id, piece.since from asset_clip c join piece on c.source_id = piece.id where c.state = 'done' and c.asset_id is not null
)
update asset a set recalled_at = p.since
from (select id, min(since) as since from piece group by id) p
where p.id = a.id and a.recalled_at is null;
