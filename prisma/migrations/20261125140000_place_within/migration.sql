-- A place with what lies in it: its lineage, and the lineage of every place under it or under one that it came from. Whoever asks for
-- the province finds its communes and its former districts; whoever asks for a former province finds the communes that its own
-- districts became, not those of its neighbours.
create function place_within(start text) returns setof text language sql stable as $$
  with recursive earlier (code) as (
    select start
    union
    select s.from_code from place_succession s join earlier on earlier.code = s.to_code
  ), under (code) as (
    select t.code from term t join earlier on t.parent_code = earlier.code where t.scheme = 'place'
    union
    select t.code from term t join under on t.parent_code = under.code where t.scheme = 'place'
  )
  select place_lineage(start) union select lineage.code from under, place_lineage(under.code) as lineage (code)
$$;

-- The other way round: every place that a place is found by.
create function place_containers(start text) returns setof text language sql stable as $$
  with recursive over (code) as (
    select t.parent_code from place_lineage(start) as own (code) join term t on t.scheme = 'place' and t.code = own.code
    where t.parent_code is not null
    union
    select t.parent_code from over join term t on t.scheme = 'place' and t.code = over.code where t.parent_code is not null
  ), later (code) as (
    select code from over
    union
    select s.to_code from place_succession s join later on later.code = s.from_code
  )
  select place_lineage(start) union select code from later
$$;
