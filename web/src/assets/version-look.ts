import type { AssetVersion } from '#contracts/version'

/** How two versions can be looked at beside each other; `facts` where a browser shows neither. */
export type VersionLook = 'pictures' | 'pages' | 'players' | 'facts'

const pictures = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'])
const players = new Set(['video/mp4', 'video/webm', 'audio/mpeg', 'audio/mp4', 'audio/wav', 'audio/ogg', 'audio/flac'])

/** What both versions have in common for the eye. What waits for the scanner, or was found infected, is not opened. */
export function lookOf(one: AssetVersion, other: AssetVersion): VersionLook {
  const both = (test: (type: string) => boolean) =>
    [one, other].every(
      ({ file, scan }) => file !== null && !['waiting', 'infected'].includes(scan ?? '') && test(file.contentType),
    )
  if (both(type => pictures.has(type))) return 'pictures'
  if (both(type => type === 'application/pdf')) return 'pages'
  return both(type => players.has(type)) ? 'players' : 'facts'
}
