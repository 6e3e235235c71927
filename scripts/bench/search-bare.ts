import pg from 'pg'

type Asked = { text: string; values: unknown[] }

/**
 * The statements that a search sends, in their order, taken off the driver while `search` runs: what is sent again is exactly what was
 * sent, and nothing of it is repeated in this file.
 */
export async function statementsOf(search: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = []
  const own = pg.Client.prototype.query as (this: pg.Client, ...args: unknown[]) => unknown
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first, second] = args
    if (typeof first === 'string') asked.push({ text: first, values: Array.isArray(second) ? second : [] })
    else if (isAsked(first)) asked.push({ text: first.text, values: first.values ?? [] })
    return own.apply(this, args)
  } as typeof pg.Client.prototype.query
  try {
    await search()
  } finally {
    pg.Client.prototype.query = own as typeof pg.Client.prototype.query
  }
  return asked
}

const isAsked = (value: unknown): value is { text: string; values?: unknown[] } =>
  typeof value === 'object' && value !== null && typeof (value as { text?: unknown }).text === 'string'

/** Sends them one after the other on one connection. */
export async function sendAgain(client: pg.ClientBase, statements: readonly Asked[]): Promise<void> {
  for (const { text, values } of statements) await client.query(text, values)
}
