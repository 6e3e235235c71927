import type { Sealer } from '#server/platform/sealer'
import type { ChannelCall } from './channel.ts'

type Row = { id: string; code: string; address: string | null; settings: unknown; credentials: string | null }

/** A channel's row as its wire is handed it, with the credentials opened: only for the moment of a call, never for an answer or a log. */
export function openChannel(row: Row, sealer: Sealer): ChannelCall['channel'] {
  return {
    id: row.id,
    code: row.code,
    address: row.address ?? '',
    settings: row.settings as Record<string, unknown>,
    credentials: row.credentials ? (JSON.parse(sealer.open(row.credentials)) as Record<string, string>) : {},
  }
}
