import { errnoOf } from '#server/storage/disk-error'
import { hashStream } from '#server/storage/measure-stream'
import { ObjectNotFound, type ObjectStore, StoreUnavailable } from '#server/storage/object-store'

export type Damage = 'missing' | 'altered' | 'unreadable'
export type Examined = { key: string; sha256: string; size: bigint }
/** Awaited with the size of each chunk that was read: keeps the rate, and may throw to stop. */
export type Pace = (bytes: number) => Promise<void>

/**
 * Reads an object to its end: whole, or how it is damaged. What looks damaged is read once more: memory and lines err too. Throws
 * StoreUnavailable where the store itself cannot be used, which says nothing about the object, and what `pace` throws.
 */
export async function examineObject(store: ObjectStore, object: Examined, pace: Pace): Promise<Damage | 'whole'> {
  const first = await look(store, object, pace)
  return first === 'whole' ? 'whole' : look(store, object, pace)
}

async function look(store: ObjectStore, object: Examined, pace: Pace): Promise<Damage | 'whole'> {
  try {
    const { sha256, size } = await hashStream(await store.get(object.key), pace)
    return sha256 === object.sha256 && BigInt(size) === object.size ? 'whole' : 'altered'
  } catch (error) {
    if (error instanceof ObjectNotFound) {
      // A volume that is not mounted has none of its objects: ask the store before blaming this one.
      await store.check()
      return 'missing'
    }
    if (error instanceof StoreUnavailable || errnoOf(error) === undefined) throw error
    // EIO in the middle of one file, on a disk that works: a bad sector.
    await store.check()
    return 'unreadable'
  }
}
