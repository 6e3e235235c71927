-- The asset that shows the bytes of an upload refused as `duplicate`. Whether its person may still read it is asked at each reading.
alter table upload add column duplicate_of uuid references asset (id) on delete set null;
