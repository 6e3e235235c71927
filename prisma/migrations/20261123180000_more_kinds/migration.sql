-- Mail to the press: one row for each letter, written before it is sent, so that a retry sends only those that did not go.
create table press_letter (
  delivery_id uuid not null references delivery (id) on delete cascade,
  tag         text not null,
  address     text not null,
  name        text not null default '',
  title       text not null,
  message_id  text not null,
  state       text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'refused')),
  answer      text,
  links_until timestamptz,
  created_at  timestamptz(0) not null default now(),
  sent_at     timestamptz,
  primary key (delivery_id, tag)
);
grant select, insert, update, delete on press_letter to hub_app;
