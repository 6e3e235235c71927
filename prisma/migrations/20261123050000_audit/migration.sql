-- The audit as a chain: an act inserts an entry and its detail; the chainer links committed entries later, one after the other.
-- What says who a person is, and what a record shows of one, stands in audit_detail and can be erased; a link keeps salted hashes.

create table audit_detail (
  entry_id uuid primary key references audit_entry (id),
  person_id uuid,
  address text,
  who_salt uuid default gen_random_uuid(),
  before jsonb,
  after jsonb,
  what_salt uuid default gen_random_uuid(),
  erased_by uuid references audit_entry (id) -- the act 'person.erase' that emptied this row
);
create index audit_detail_person on audit_detail (person_id, entry_id desc);
insert into audit_detail (entry_id, person_id, address, before, after)
  select id, person_id, address, before, after from audit_entry;
alter table audit_entry drop column person_id, drop column address, drop column before, drop column after;
create index audit_entry_act on audit_entry (act, id desc);
create index audit_entry_unit on audit_entry (unit_id, id desc);

create table audit_link (
  seq bigint primary key,
  entry_id uuid not null unique references audit_entry (id),
  who_hash text not null,
  what_hash text not null,
  prev text not null unique, -- unique: a chain has no fork
  hash text not null unique,
  linked_at timestamptz not null default clock_timestamp()
);

-- What the chainer has yet to link. A trigger fills it, so that no way of writing an entry can leave it out.
create table audit_waiting (entry_id uuid primary key);
insert into audit_waiting select id from audit_entry;
create function await_audit_link() returns trigger language plpgsql as $$
begin
  insert into audit_waiting values (new.id);
  return null;
end $$;
create trigger audit_entry_awaits_link after insert on audit_entry for each row execute function await_audit_link();

-- A person's first look at an asset on a day; later looks find the row and leave no second act.
create table audit_view (
  person_id uuid not null,
  asset_id uuid not null,
  day date not null,
  primary key (day, person_id, asset_id)
);

create trigger audit_link_append_only before update or delete on audit_link for each row execute function refuse_rewrite();
create trigger audit_link_no_truncate before truncate on audit_link for each statement execute function refuse_rewrite();

-- A detail may be emptied, by halves, in the name of an erasure; it is never changed and never deleted.
create function allow_only_erasure() returns trigger language plpgsql as $$
declare
  who_kept boolean := (new.person_id, new.address, new.who_salt) is not distinct from (old.person_id, old.address, old.who_salt);
  who_emptied boolean := num_nonnulls(new.person_id, new.address, new.who_salt) = 0;
  what_kept boolean := (new.before, new.after, new.what_salt) is not distinct from (old.before, old.after, old.what_salt);
  what_emptied boolean := num_nonnulls(new.before, new.after, new.what_salt) = 0;
begin
  if new.entry_id = old.entry_id and new.erased_by is not null and (who_kept or who_emptied) and (what_kept or what_emptied) then
    return new;
  end if;
  raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger audit_detail_only_erasure before update on audit_detail for each row execute function allow_only_erasure();
create trigger audit_detail_no_delete before delete on audit_detail for each row execute function refuse_rewrite();
create trigger audit_detail_no_truncate before truncate on audit_detail for each statement execute function refuse_rewrite();

grant select, insert on audit_link to hub_app;
grant select, insert, update on audit_detail to hub_app;
grant select, insert, delete on audit_waiting to hub_app;
grant select, insert, delete on audit_view to hub_app;
