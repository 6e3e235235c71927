import type { Tx } from '#server/platform/db'

/** The one channel of LISTEN/NOTIFY; a message is a letter, a colon and an id, far below the 8,000 bytes that Postgres carries. */
export const eventChannel = 'hub_event'
/** `n`: notifications with this event id came; `r`: this person's unread count changed; `a`: this asset changed. */
type Sign = 'n' | 'r' | 'a'

/** Tells every server process once the caller's transaction commits, and never where it rolls back (NOTIFY is transactional). */
export async function signal(tx: Tx, sign: Sign, id: string): Promise<void> {
  await tx.$executeRaw`select pg_notify(${eventChannel}, ${`${sign}:${id}`})`
}

/** Reads a message back; null for what no hub of this version sent. */
export function readSignal(payload: string): { sign: Sign; id: string } | null {
  const match = /^([nra]):([0-9a-f-]{36})$/.exec(payload)
  return match ? { sign: match[1] as Sign, id: match[2]! } : null
}
