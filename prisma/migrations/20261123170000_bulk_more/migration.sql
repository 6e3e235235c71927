-- What articles show or link to holds on to it from now on: those that are there already, by the newest text of each. Only what
-- everybody of the hub, or the article's own unit, may read: whoever wrote it could read that.
insert into asset_use (asset_id, kind, ref)
select distinct named.id, 'article', a.id::text
from asset a
join lateral (
  select html from asset_version where asset_id = a.id order by number desc limit 1
) v on v.html is not null
join lateral regexp_matches(v.html, '<[^>]*?([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})[^>]*>', 'gi') m on true
join asset named on named.id = lower(m[1])::uuid and named.id <> a.id and named.life = 'active'
  and (named.visibility in ('hub', 'partners', 'public') or named.unit_id = a.unit_id and named.visibility = 'unit')
where a.kind = 'article' and a.life <> 'purged'
on conflict do nothing;

-- A resumable upload of a ZIP that is to be unpacked: when it is whole it becomes a zip_upload of the same id.
alter table upload add column unpack boolean not null default false;
