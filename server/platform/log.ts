import pino from 'pino'

/** One JSON line an event: `log.info({ event, ids, ms })`. What could end a line or speak to a terminal is escaped: no name forges one. */
export type Log = {
  info(line: { event: string } & Record<string, unknown>): void
  warn(line: { event: string } & Record<string, unknown>): void
  error(line: { event: string } & Record<string, unknown>): void
}

// JSON escapes CR, LF and ESC. It lets DEL, C1 (a terminal's CSI is U+009B), line separators and reordering marks stand.
const speaking = /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g
const escaped = (line: string) =>
  line.replace(speaking, mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)

/**
 * Writes to standard output, or where `to` leads; `level` as in configuration, `process` names who writes. Errors are spelled out
 * with their causes.
 */
export function createLog(level: string, process: string, to?: { write(line: string): void }): Log {
  const options: pino.LoggerOptions = {
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
    // A header or a body never reaches a line; these paths are a second lock on the door.
    redact: { paths: ['password', 'token', 'cookie', 'authorization', '*.password', '*.token'], censor: '***' },
    serializers: { error: describeError },
    hooks: { streamWrite: escaped },
  }
  return to ? pino(options, to) : pino(options)
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
