import { fileTypeFromBuffer } from 'file-type'
import type { ProblemKey } from '#contracts/problem'
import type { AssetKind } from '#contracts/values'

/** How many of a file's first bytes decide its type: what file-type needs at most. */
export const sniffBytes = 4100

const accepted: Record<string, { kind: AssetKind; contentType: string }> = {
  'image/jpeg': { kind: 'image', contentType: 'image/jpeg' },
  'image/png': { kind: 'image', contentType: 'image/png' },
  'image/webp': { kind: 'image', contentType: 'image/webp' },
  'application/pdf': { kind: 'document', contentType: 'application/pdf' },
  'video/mp4': { kind: 'video', contentType: 'video/mp4' },
  'video/x-m4v': { kind: 'video', contentType: 'video/mp4' },
  'video/quicktime': { kind: 'video', contentType: 'video/quicktime' },
}

export type Acceptance = { kind: AssetKind; contentType: string } | { refused: ProblemKey }

/**
 * Whether a file may come in, by its first bytes alone: never by its name or by what the client says. What no signature names
 * (text, SVG, playlists) is refused.
 */
export async function accept(head: Uint8Array): Promise<Acceptance> {
  const found = await fileTypeFromBuffer(head)
  return (found && accepted[found.mime]) ?? { refused: 'unsupported-type' }
}
