-- What was approved is what leaves: a delivery remembers the revision of the asset that the curator saw.
alter table delivery add column asset_revision integer;
-- The library without a query lists by date.
create index asset_newest on asset (date desc, id desc) where life = 'active';
