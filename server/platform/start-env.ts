/**
 * The environment of a process that the supervisor started ahead of its database: it loads its code meanwhile and hears by message
 * where the database is. Any other process has its own environment at once.
 */
export async function startEnv(): Promise<NodeJS.ProcessEnv> {
  if (process.env.HUB_AWAIT_ENV !== '1' || !process.send) return process.env
  const told = await new Promise<Record<string, string>>(resolve =>
    process.once('message', message => resolve((message as { env: Record<string, string> }).env)),
  )
  return { ...process.env, ...told }
}
