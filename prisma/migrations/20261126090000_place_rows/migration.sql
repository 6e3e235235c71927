-- A place lies in three or four others: the planner takes a thousand for granted and makes tables of that size.
alter function place_containers(text) rows 5;
