import type { Db } from '#server/platform/db'

/**
 * Forgets messages to registered addresses that were settled more than 30 days ago; of each address the ten newest stay, which its page
 * shows. What still waits is never forgotten. Answers how many went.
 */
export function pruneMessages(db: Db): Promise<number> {
  return db.$executeRaw`
    delete from webhook_delivery d
    where d.state <> 'waiting' and d.updated_at < now() - interval '30 days'
      and d.created_at < (select min(n.created_at) from (
        select created_at from webhook_delivery where webhook_id = d.webhook_id order by created_at desc limit 10) n)`
}
