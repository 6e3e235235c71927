import { isPlayback } from '#server/assets/shown-renditions'

/**
 * What a player needs of a film lies beside each other under one address: playlists, their media, the storyboard. A file's name there
 * is its rendition's name, a piece of its digest, and an ending; only the two that a player begins with have names without a digest.
 */
export type PlaybackKind = 'playlist' | 'media' | 'picture' | 'track'

const kinds: Record<string, PlaybackKind> = { m3u8: 'playlist', mp4: 'media', jpg: 'picture', vtt: 'track' }
const entries: Record<string, string> = { 'master.m3u8': 'hls', 'storyboard.vtt': 'storyboard-track' }

/** The name beside the playlists of the rendition `name` whose bytes have this SHA-256 (hex): `hls-720-0123456789abcdef.mp4`. */
export function playbackAddress(name: string, sha256: string): string {
  const ending = name.endsWith('-list') ? 'm3u8' : name === 'storyboard' ? 'jpg' : 'mp4'
  return `${name}-${sha256.slice(0, 16)}.${ending}`
}

/** Which rendition a file name asks for, with the piece of the digest that it must have; null for what is no such name. */
export function readPlaybackAddress(file: string): { name: string; digest: string | null } | null {
  const entry = Object.hasOwn(entries, file) ? entries[file] : undefined
  if (entry) return { name: entry, digest: null }
  const [, name, digest, ending] = /^([a-z0-9-]{1,40})-([0-9a-f]{16})\.([a-z0-9]{3,4})$/.exec(file) ?? []
  if (!name || !digest || !ending || !isPlayback(name) || !kinds[ending]) return null
  return playbackAddress(name, digest) === file ? { name, digest } : null
}
