import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/platform/new-id'
import { objectKey } from '#server/storage/keys'
import { hubOnS3, makeBucket, realS3, whyNoS3 } from '../storage/real-s3.ts'
import { makeJpeg } from '../support/media.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

type Exit = { code: number; out: string; err: string }

/** `hubctl verify` as an operator's timer runs it: a process of its own that has the configuration and nothing else. */
function verifySuite(storeEnv: () => Promise<Record<string, string>>): void {
  let hub: TestHub
  let env: Record<string, string>
  let key: string
  let bytes: Buffer
  beforeAll(async () => {
    const store = await storeEnv()
    hub = await startTestHub({ worker: true, env: store })
    const { database, dataDir } = hub.deps.config
    if (database.kind !== 'server') throw new Error('no database')
    env = {
      HUB_DATA_DIR: dataDir,
      DATABASE_URL: database.ownerUrl,
      DATABASE_APP_URL: database.appUrl ?? '',
      NODE_NO_WARNINGS: '1',
      ...store,
    }
    const editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const { body } = await editor.upload(await makeJpeg({ width: 321, height: 200 }), 'anh.jpg', {})
    await hub.idle()
    const where = { assetId: body.asset.id }
    const version = await hub.deps.db.assetVersion.findFirstOrThrow({ where, include: { object: true } })
    key = version.object!.key
    bytes = await buffer(await hub.deps.store.get(key))
  }, 90_000)
  afterAll(() => hub.close())

  const hubctl = (...words: string[]) =>
    new Promise<Exit>(resolve => {
      const args = ['--import', 'tsx', 'scripts/hubctl.ts', ...words]
      execFile(process.execPath, args, { env: { PATH: process.env.PATH, ...env } }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      )
    })
  /** What happens behind the hub's back: objects never change by its own doing. */
  const put = async (content: Buffer) => {
    await hub.deps.store.delete(key)
    await hub.deps.store.put(key, Readable.from([content]))
  }
  /** Both commands say the same of the files; `all` proves the audit as well. */
  const both = async (wanted: { code: number; err: RegExp }) => {
    for (const what of ['objects', 'all']) {
      const { code, out, err } = await hubctl('verify', what)
      expect(err, what).toMatch(wanted.err)
      expect(code, what).toBe(wanted.code)
      expect(/the chain holds/.test(out), what).toBe(what === 'all')
    }
  }

  it('ends with 0 and without a complaint where every file is what was acknowledged', async () => {
    await both({ code: 0, err: /^$/ })
    expect((await hubctl('verify', 'objects')).out).toMatch(/^files proved: 4 \(\d+ bytes\)$/m)
  }, 60_000)

  it('names a file of which one bit flipped, and ends with 1', async () => {
    const flipped = Buffer.from(bytes)
    flipped[200] = flipped[200]! ^ 1
    await put(flipped)
    await both({ code: 1, err: new RegExp(`^altered: ${key} \\(sha256 [0-9a-f]{64}, ${bytes.length} bytes\\)$`, 'm') })
    await put(bytes)
  }, 60_000)

  it('names a file that is gone, and ends with 1', async () => {
    await hub.deps.store.delete(key)
    await both({ code: 1, err: new RegExp(`^missing: ${key} `, 'm') })
    await put(bytes)
  }, 60_000)

  it('names a file that no row knows, and ends with 3, as nothing is lost', async () => {
    const [nobodys, foreign] = [objectKey(), `derived/${newId()}/1/web`]
    for (const each of [nobodys, foreign]) await hub.deps.store.put(each, Readable.from([randomBytes(500)]))
    await both({
      code: 3,
      err: new RegExp(`^no row: ${foreign} \\(500 bytes\\)\\nno row: ${nobodys} \\(500 bytes\\)$`, 'm'),
    })
    for (const each of [nobodys, foreign]) await hub.deps.store.delete(each)
    await both({ code: 0, err: /^$/ })
  }, 60_000)

  it('changed nothing by looking', async () => {
    expect((await buffer(await hub.deps.store.get(key))).equals(bytes)).toBe(true)
    expect(await hub.deps.db.storedObject.count({ where: { damage: null } })).toBe(1)
  })
}

describe('hubctl verify on a directory', () => verifySuite(async () => ({})))

describe.skipIf(!realS3)(`hubctl verify on S3${whyNoS3}`, () => {
  verifySuite(async () => {
    const bucket = `verify-${process.pid}-${Date.now()}`
    await makeBucket(bucket)
    return hubOnS3(bucket)
  })
})
