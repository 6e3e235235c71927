-- What a channel is told beside its address: settings that are shown, credentials that are sealed and never shown again.
alter table channel add column settings jsonb not null default '{}', add column credentials text;
