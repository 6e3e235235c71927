import { newId } from '#server/platform/new-id'

/** A fresh key for an original: `objects/<2 hex>/<uuid>`. The two digits are random ones (the last), so folders stay even. */
export function objectKey(): string {
  const id = newId()
  return `objects/${id.slice(-2)}/${id}`
}

/** `derived/<object>/<recipe version>/<name>`. */
export function renditionKey(objectId: string, recipe: number, name: string): string {
  return `derived/${objectId}/${recipe}/${name}`
}

const segment = /^[a-z0-9][a-z0-9.-]*$/
/** Throws RangeError for a key that this hub does not make: a defect, never a person's input. */
export function assertKey(key: string): void {
  if (key.length > 500 || !key.split('/').every(part => segment.test(part) && !part.includes('..'))) {
    throw new RangeError('not a storage key')
  }
}
