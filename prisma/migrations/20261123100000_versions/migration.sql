-- Versions, trash, quotas, malware scans.

-- Each version is scanned for its own asset: what was found in the same bytes before tells nobody anything.
-- waiting: its bytes go nowhere yet; null: no scanner was connected when it came.
alter table asset_version
  add column scan text,
  add column scan_found text,
  add column scanned_at timestamptz,
  add constraint asset_version_scan check (scan in ('waiting', 'clean', 'infected'));
create index asset_version_infected on asset_version (scanned_at desc, id) where scan = 'infected';

-- What was purged keeps its id, so that deliveries, receipts and the audit still point at something; nothing is said of it any more.
alter table asset
  add column kept_bytes bigint not null default 0,
  add column kept_files bigint not null default 0;
alter table asset drop constraint asset_life;
alter table asset add constraint asset_life check (life in ('active', 'trashed', 'purged'));
create index asset_trashed on asset (trashed_at desc, id desc) where life = 'trashed';

-- How much a unit may keep; null is no limit. A unit without a row has none.
create table unit_quota (
  unit_id    uuid primary key references unit (id) on delete cascade,
  max_bytes  bigint,
  max_files  bigint,
  updated_at timestamptz not null default now(),
  constraint unit_quota_bytes check (max_bytes >= 0),
  constraint unit_quota_files check (max_files >= 0)
);

-- What a unit keeps: every file of every version of its assets, the trash too; the same file in two versions of one asset counts
-- once, in two assets twice, whoever else has it. The row is the lock under which uploads of one unit are counted.
create table unit_usage (
  unit_id uuid primary key references unit (id) on delete cascade,
  bytes   bigint not null default 0,
  files   bigint not null default 0
);
grant select, insert, update, delete on unit_quota, unit_usage to hub_app;

create function add_unit_usage(unit uuid, more_bytes bigint, more_files bigint) returns void language sql as $$
  insert into unit_usage (unit_id, bytes, files) values (unit, more_bytes, more_files)
  on conflict (unit_id) do update set bytes = unit_usage.bytes + excluded.bytes, files = unit_usage.files + excluded.files
$$;

-- What an asset keeps is counted anew, not added up: one statement may write several versions of it.
create function count_asset() returns trigger language plpgsql as $$
declare
  counted uuid := case when tg_op = 'DELETE' then old.asset_id else new.asset_id end;
  kept record;
  owner record;
begin
  select coalesce(sum(o.size), 0)::bigint as bytes, count(*) as files into kept
  from (select distinct object_id from asset_version where asset_id = counted and object_id is not null) f
  join stored_object o on o.id = f.object_id;
  select unit_id, kept_bytes, kept_files into owner from asset where id = counted for no key update;
  if owner.kept_bytes <> kept.bytes or owner.kept_files <> kept.files then
    update asset set kept_bytes = kept.bytes, kept_files = kept.files where id = counted;
    perform add_unit_usage(owner.unit_id, kept.bytes - owner.kept_bytes, kept.files - owner.kept_files);
  end if;
  return null;
end $$;
create trigger asset_version_counted after insert or delete or update of object_id on asset_version
  for each row execute function count_asset();

create function count_moved_asset() returns trigger language plpgsql as $$
begin
  perform add_unit_usage(old.unit_id, -old.kept_bytes, -old.kept_files);
  perform add_unit_usage(new.unit_id, new.kept_bytes, new.kept_files);
  return null;
end $$;
create trigger asset_moved after update of unit_id on asset for each row
  when (old.unit_id <> new.unit_id) execute function count_moved_asset();

update asset set kept_bytes = kept.bytes, kept_files = kept.files
from (
  select f.asset_id, sum(o.size)::bigint as bytes, count(*) as files
  from (select distinct asset_id, object_id from asset_version where object_id is not null) f
  join stored_object o on o.id = f.object_id
  group by f.asset_id
) kept
where kept.asset_id = asset.id;
insert into unit_usage (unit_id, bytes, files)
select unit_id, sum(kept_bytes)::bigint, sum(kept_files)::bigint from asset where kept_files > 0 group by unit_id;
