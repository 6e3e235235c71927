import type { Caller } from '#server/access/caller'
import type { Db } from '#server/platform/db'
import { nominatePackage } from './nominate-package.ts'

/** Puts one asset forward for one channel: a package of one. Returns the nomination's id; throws as nominatePackage. */
export async function nominateAsset(
  db: Db,
  caller: Caller,
  assetId: string,
  wish: { channel: string; note: string },
): Promise<string> {
  const [id] = await nominatePackage(db, caller, {
    ...{ items: [{ asset: assetId }], channels: [wish.channel], note: wish.note },
    ...{ dueAt: null, priority: 'normal', campaign: null, publishAt: null },
  })
  return id!
}
