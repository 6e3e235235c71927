-- A document has some two hundred lexemes: each put into the index by itself, they cost five times what they cost sorted together. They
-- go to the index' pending list, and whoever writes documents has it emptied before committing, so that no search ever reads a long one.
alter index search_doc_tsv set (fastupdate = on, gin_pending_list_limit = 65536);
create function search_doc_flush() returns bigint language sql security definer set search_path = pg_catalog, pg_temp as $$
  select gin_clean_pending_list('public.search_doc_tsv'::regclass)
$$;
revoke all on function search_doc_flush() from public;
grant execute on function search_doc_flush() to hub_app;

-- Few units and places have a line of more than two: the planner takes a thousand for granted and makes tables of that size.
alter function unit_lineage(uuid) rows 3;
alter function place_lineage(text) rows 3;

-- Every candidate's head is ranked: in the row it costs one look, beside it five. The vector of all words is seldom read and stays outside.
alter table search_doc alter column head set storage main;
