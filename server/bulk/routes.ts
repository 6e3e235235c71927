import { Router } from 'express'
import { uploadMetadata } from '#contracts/asset'
import { operations } from '#contracts/operations'
import type { Config } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { checkUpload } from '#server/uploads/check-upload'
import { requireUploader } from '#server/uploads/list-uploads'
import { formReader } from '#server/uploads/read-upload'
import { receiveZip } from './receive-zip.ts'
import { takeZip } from './take-zip.ts'
import { zipStaging } from './zip-staging.ts'
import { listZips, readZip, zipView } from './zip-views.ts'

/** ZIPs that the hub unpacks. 202 goes out when the ZIP is on the disk and its job is committed. */
export function zipUploadsRouter({ db, config }: { db: Db; config: Config }): Router {
  const router = Router()
  const staging = zipStaging(config)
  const { maxUploadBytes } = config
  const read = formReader(
    {
      take: (stream, req) => receiveZip(staging, stream, maxUploadBytes, req),
      drop: ({ id }) => staging.remove(id),
    },
    maxUploadBytes,
    uploadMetadata,
    async (caller, metadata) => {
      // What is inside is weighed file by file.
      await checkUpload(db, caller, { metadata, size: null })
    },
  )
  mount(router, operations.createZipUpload, async ({ caller, req, res }) => {
    const person = await requireUploader(db, caller.actor)
    const id = await takeZip({ db, staging }, read, { caller, person, req, res })
    res.setHeader('location', `${operations.createZipUpload.path}/${id}`)
    return { zip: await zipView(db, await db.zipUpload.findUniqueOrThrow({ where: { id } })) }
  })
  mount(router, operations.listZipUploads, async ({ caller }) => {
    const person = await requireUploader(db, caller.actor)
    return { zips: await listZips(db, person.id) }
  })
  mount(router, operations.readZipUpload, async ({ caller, params, query }) => {
    const person = await requireUploader(db, caller.actor)
    return readZip(db, person, params.id!, query)
  })
  return router
}
