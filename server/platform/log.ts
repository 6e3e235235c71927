import pino from 'pino'

/** One JSON line an event: `log.info({ event, ids, ms })`. JSON strings escape CR, LF and ESC, so a name cannot forge a line. */
export type Log = {
  info(line: { event: string } & Record<string, unknown>): void
  warn(line: { event: string } & Record<string, unknown>): void
  error(line: { event: string } & Record<string, unknown>): void
}

/** Writes to standard output; `level` as in configuration, `process` names who writes. Errors are spelled out with their causes. */
export function createLog(level: string, process: string): Log {
  return pino({
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
    // A header or a body never reaches a line; these paths are a second lock on the door.
    redact: { paths: ['password', 'token', 'cookie', 'authorization', '*.password', '*.token'], censor: '***' },
    serializers: { error: describeError },
  })
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error)
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    cause: error.cause ? String(error.cause) : undefined,
  }
}
