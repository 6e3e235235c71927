import { newId } from '#server/platform/new-id'

/**
 * A fresh key for an original: `objects/<2 hex>/<uuid>`. The two digits are random ones (the last), so folders stay even. An id of one's
 * own makes a retry find its object.
 */
export function objectKey(id: string = newId()): string {
  return `objects/${id.slice(-2)}/${id}`
}

/** `derived/<object>/<recipe version>/<name>`. */
export function renditionKey(objectId: string, recipe: number, name: string): string {
  return `derived/${objectId}/${recipe}/${name}`
}

/** Whether what lies there was made by the hub of an original. */
export function isRenditionKey(key: string): boolean {
  return key.startsWith('derived/')
}

/** The first segment that a store keeps for itself: temporary files, probes. No object's key begins with it. */
export const ownSegment = 'tmp'

// A file system takes names of 255 bytes; a temporary suffix must fit beside.
const segment = /^[a-z0-9][a-z0-9.-]{0,199}$/
/** Whether a text can be an object's key: at most 500 of `[a-z0-9.-]` in segments that start with a letter or digit. */
export function isKey(text: string): boolean {
  const parts = text.split('/')
  return (
    text.length <= 500 && parts[0] !== ownSegment && parts.every(part => segment.test(part) && !part.includes('..'))
  )
}

/** Throws RangeError for a key that this hub does not make: a defect, never a person's input. */
export function assertKey(key: string): void {
  if (!isKey(key)) throw new RangeError('not a storage key')
}

/** Throws RangeError for what cannot begin a key. The empty prefix begins every key. */
export function assertPrefix(prefix: string): void {
  const fits = prefix.length <= 500 && /^(?:[a-z0-9][a-z0-9/.-]*)?$/.test(prefix)
  if (!fits || prefix.includes('..') || prefix.includes('//')) throw new RangeError('not a prefix of storage keys')
}

/** `written/<2 hex>/<uuid>`: a copy with the hub's words inside. */
export function writtenKey(id: string = newId()): string {
  return `written/${id.slice(-2)}/${id}`
}
