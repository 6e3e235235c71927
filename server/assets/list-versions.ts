import type { AssetVersion } from '#contracts/version'
import type { Actor } from '#server/access/actor'
import type { Db } from '#server/platform/db'
import { findReadableAsset } from './find-readable-asset.ts'
import { requireAssetAct } from './require-asset-act.ts'

/** Every version of an asset, newest first, for those who may edit it. */
export async function listVersions(db: Db, actor: Actor, id: string): Promise<{ versions: AssetVersion[] }> {
  const asset = await findReadableAsset(db, actor, id)
  requireAssetAct(actor, 'asset.edit', asset)
  const rows = await db.assetVersion.findMany({
    where: { assetId: id },
    orderBy: { number: 'desc' },
    include: { object: { select: { contentType: true, size: true, sha256: true } } },
  })
  const makers = { id: { in: rows.map(row => row.createdBy) } }
  const people = await db.person.findMany({ where: makers, select: { id: true, name: true } })
  const names = new Map(people.map(person => [person.id, person.name]))
  return {
    versions: rows.map(({ number, object, fileName, html, scan, createdAt, createdBy }) => ({
      number,
      current: number === asset.version.number,
      createdAt: createdAt.toISOString(),
      createdBy: names.get(createdBy) ?? null,
      scan: scan as AssetVersion['scan'],
      file: object && {
        name: fileName ?? asset.title,
        url: `/api/v1/assets/${id}/versions/${number}/original`,
        contentType: object.contentType,
        size: Number(object.size),
        sha256: object.sha256,
      },
      restorable: number !== asset.version.number && scan !== 'infected' && (object !== null || html !== null),
    })),
  }
}

/** A version's number as it stands in an address; 0, which no version has, for anything else: it is looked for and not found. */
export function readVersionNumber(text: string | undefined): number {
  return /^[1-9]\d{0,8}$/.test(text ?? '') ? Number(text) : 0
}
