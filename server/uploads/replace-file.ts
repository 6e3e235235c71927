import type { VersionMetadata } from '#contracts/version'
import type { Caller } from '#server/access/caller'
import { addVersion, findReplaceable } from '#server/assets/add-version'
import { refuseDuplicate } from '#server/assets/refuse-duplicate'
import { ProblemError } from '#server/platform/problem-error'
import { claimObject } from './claim-object.ts'
import { type IngestDeps, keepStored } from './ingest-upload.ts'
import type { ReadUpload } from './read-upload.ts'

/**
 * Makes a file that stands in the store the newest version of an asset; the address stays, renditions are made anew, older versions
 * are kept. Throws `edited-meanwhile`, `kind-differs`, `duplicate` (also where the asset shows these very bytes), `quota-exceeded`.
 */
export async function replaceFile(
  deps: IngestDeps,
  caller: Caller,
  which: { id: string; revision: number },
  upload: ReadUpload<VersionMetadata>,
): Promise<void> {
  const { stored, fileName, metadata } = upload
  await keepStored(deps, stored, async tx => {
    const object = await claimObject(tx, stored)
    await tx.$executeRaw`select from asset where id = ${which.id}::uuid for no key update`
    const before = await findReplaceable(tx, caller, which.id, which.revision)
    if (before.kind !== stored.kind) throw new ProblemError('kind-differs')
    if (!metadata.allowDuplicate) await refuseDuplicate(tx, caller.actor, object.id)
    await addVersion(tx, caller, before, {
      content: { objectId: object.id, fileName, size: stored.size },
      act: 'version.replace',
      after: { fileName, size: stored.size, sha256: stored.sha256 },
      scan: deps.config.clamd !== null,
    })
    return { result: undefined, objectKey: object.key }
  })
}
