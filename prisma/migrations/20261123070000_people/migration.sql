-- A use outlives the person who took it: where a picture was used matters for years, to the unit. Erasure empties the person.
alter table asset_reuse
  alter column person_id drop not null,
  drop constraint asset_reuse_person_id_fkey,
  add constraint asset_reuse_person_id_fkey foreign key (person_id) references person (id) on delete set null;

-- The search for an erased person's invitations, and for the open one at acceptance.
create index invitation_email on invitation (email);
