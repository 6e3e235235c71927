-- The copies of a delivery's files, with the approved words inside, are made before its turn and not by who sends.
-- `copies`: a list of { assetId, source, sha256, size }, the two last ones null where the file goes as it is stored.
alter table delivery add column copies jsonb, add column copied_at timestamptz;

-- What was frozen names its files already; what has ended needs none. The rest is prepared when the sweep finds it.
update delivery set copied_at = now()
where op = 'withdraw' or body is not null or state not in ('queued', 'retrying', 'media');

create index delivery_uncopied on delivery (id)
  where copied_at is null and op <> 'withdraw' and state in ('queued', 'retrying');
