import type { FactsMedia } from './delivery-facts.ts'

/**
 * What goes to a portal, by kind. Of a picture the 2048 px rendition and not the original: upright, sRGB, without the GPS position that
 * the camera wrote, and as large as a page shows. Of a video the 720p MP4 that every phone plays, for the same reason; of a sound the MP3
 * that every page and desk plays. Of a document the
 * original: readers come for the paper itself, and its first page as a picture. An article carries its text in the item and no file.
 */
const wanted: Record<string, readonly { name: string; required: boolean }[]> = {
  image: [
    { name: 'web', required: true },
    { name: 'thumb', required: false },
  ],
  video: [
    { name: 'video', required: true },
    { name: 'poster', required: true },
  ],
  audio: [{ name: 'audio', required: true }],
  document: [
    { name: 'original', required: true },
    { name: 'page-1', required: false },
  ],
  article: [],
}

/** The files of `available` that go along, newest recipe of each. Throws MissingRendition where a required one is not there. */
export function mediaToSend(kind: string, available: readonly Omit<FactsMedia, 'required'>[]): FactsMedia[] {
  return (wanted[kind] ?? []).flatMap(({ name, required }) => {
    const found = available.findLast(file => file.rendition === name)
    if (!found && required) throw new MissingRendition(name)
    return found ? [{ ...found, required }] : []
  })
}

/** The asset counts as ready and still lacks a file that must go along. */
export class MissingRendition extends Error {
  override name = 'MissingRendition'
}
