import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { isRenditionKey } from '#server/storage/keys'
import type { ObjectStore } from '#server/storage/object-store'

/** An original or a rendition as it lies in the store; `objectId` is the original's in both cases. */
export type CopySource = { objectId: string; key: string; sha256: string; size: number; contentType: string }
export type CopyDeps = { db: Db; store: ObjectStore; log: Log }

/** What passes by itself: whoever comes again may get the copy. */
export type Passing = 'busy' | 'no-room' | 'fault' | 'took-too-long'
/** Why there is no written copy. */
export type NoCopy = Passing | 'format' | 'too-large' | 'unreadable' | 'no-tool'
export type Written =
  | { written: true; key: string; sha256: string; size: number; contentType: string }
  | { written: false; reason: NoCopy }

const afterSeconds: Readonly<Record<Passing, number>> = { busy: 5, fault: 10, 'no-room': 60, 'took-too-long': 60 }

/** After how many seconds it is worth asking again; null for what stays as it is. */
export function retryAfter(reason: NoCopy): number | null {
  return reason in afterSeconds ? afterSeconds[reason as Passing] : null
}

/**
 * Whether a file without a written copy may leave as it is stored. A rendition always: it was made without the original's metadata.
 * An original to who may edit it; to others only where the hub writes nothing into such files (`format`, `too-large`), and a PDF that
 * exiftool cannot rewrite (encrypted, damaged), since what a PDF said before can be dug out of its written copies as well. Whatever
 * else keeps the copy away must not hand out what a camera knows: a reader could bring it about.
 */
export function goesAsStored(
  source: Pick<CopySource, 'key' | 'contentType'>,
  reason: NoCopy,
  { mayEdit }: { mayEdit: boolean },
): boolean {
  if (mayEdit || isRenditionKey(source.key)) return true
  if (reason === 'unreadable') return source.contentType === 'application/pdf'
  return reason === 'format' || reason === 'too-large'
}
