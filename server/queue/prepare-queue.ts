import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'

/**
 * Brings the queue's own schema (graphile-worker's) up to date and lets `hub_app` work in it. Its tables have row security and
 * belong to the owner, so hub_app gets grants and a policy on each. Idempotent; one process at a time, by an advisory lock.
 */
export async function prepareQueue(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtext('hub.prepare-queue'))`)
    await runMigrations({ connectionString: ownerUrl, logger: new Logger(() => () => {}) })
    await client.query(grants)
  } finally {
    await client.end()
  }
}

const grants = `
  grant usage on schema graphile_worker to hub_app;
  grant select, insert, update, delete on all tables in schema graphile_worker to hub_app;
  grant usage, select on all sequences in schema graphile_worker to hub_app;
  grant execute on all functions in schema graphile_worker to hub_app;
  do $$
  declare t record;
  begin
    for t in
      select c.oid::regclass as name from pg_class c
      where c.relnamespace = 'graphile_worker'::regnamespace and c.relkind = 'r' and c.relrowsecurity
        and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'hub_app')
    loop
      execute format('create policy hub_app on %s to hub_app using (true) with check (true)', t.name);
    end loop;
  end $$;`
