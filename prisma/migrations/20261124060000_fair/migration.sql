-- Where each unit stands in the line of a kind of work: its last job there. The next one is put one place behind it while it waits.
create table unit_turn (
  job text not null,
  lane text not null,
  unit_id uuid not null,
  job_id bigint not null,
  primary key (job, lane, unit_id)
);
grant select, insert, update, delete on unit_turn to hub_app;

-- Jobs that shall stop: whichever process runs one sees its row, ends the work and takes the row away.
create table job_stop (
  job_id bigint primary key,
  asked_at timestamptz not null default now()
);
grant select, insert, update, delete on job_stop to hub_app;

-- What is being done while file = processing.
alter table asset add column doing text;

-- How much of a person's is being worked on: after the first few the rest of a batch stands behind what others wait for.
create index asset_processing on asset (uploaded_by) where file = 'processing';
