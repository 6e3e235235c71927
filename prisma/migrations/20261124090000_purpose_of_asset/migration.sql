-- A file made for a purpose belongs to the asset that it was asked for: two that hold the same bytes know nothing of each other's files,
-- and push none of them out. Nobody can say whose the files of before were: they are asked for anew, their renditions go with the object.
delete from purpose_file;
alter table purpose_file add column asset_id uuid not null references asset (id) on delete cascade;
alter table purpose_file drop constraint purpose_file_object_id_recipe_name_key;
drop index purpose_file_object;
-- With the object: an asset's next version asks for files of the same kind.
alter table purpose_file add unique (asset_id, object_id, recipe, name);
create index purpose_file_asset on purpose_file (asset_id, asked_at);
create index purpose_file_object on purpose_file (object_id);

-- The bytes of what was made for a purged asset are nobody's, whoever else holds its object: the sweeper takes them.
create or replace function forget_purged_picture() returns trigger language plpgsql as $$
begin
  delete from picture_crop where asset_id = new.id;
  delete from focal_point where asset_id = new.id;
  delete from rendition r using purpose_file p
  where p.asset_id = new.id and r.object_id = p.object_id and r.recipe = p.recipe and r.name = p.name;
  delete from purpose_file where asset_id = new.id;
  update unit_mark set logo_asset_id = null where logo_asset_id = new.id;
  return null;
end $$;
