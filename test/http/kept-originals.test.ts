import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { AssetMetadata } from '#contracts/asset'
import { copySlots, withCopySlot } from '#server/metadata/copy-slot'
import type { ObjectStore } from '#server/storage/object-store'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

// perl and renditions on a machine that others use as well.
describe('an original whose copy cannot be made', { timeout: 120_000 }, () => {
  let hub: TestHub
  let owner: TestClient
  let reader: TestClient

  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    owner = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    reader = await hub.person('Lan', { memberships: [{ unit: 'svhttdl', role: 'contributor' }] })
  })
  afterAll(() => hub.close())

  const upload = async (bytes: Buffer, name: string, more: AssetMetadata = {}) => {
    const answer = await owner.upload(bytes, name, { visibility: 'hub', title: name, credit: 'Ảnh: Báo', ...more })
    expect(answer.status).toBe(201)
    await hub.idle()
    return answer.body.asset.id
  }
  const original = (id: string) => `/api/v1/assets/${id}/original?download=1`
  const photo = (seed: number) => makeJpeg({ width: 2400 + seed, height: 300, gps: true })
  /** A picture to the first glance, and nothing that could be taken apart. */
  const torn = async (seed: number) => {
    const whole = await photo(seed)
    return Buffer.concat([whole.subarray(0, whole.indexOf('Exif') + 40), Buffer.alloc(4000, `Nguyen Van A ${seed}`)])
  }
  const takings = (id: string) =>
    hub.deps.db.auditEntry.count({
      where: { act: 'asset.download', subjectId: id, detail: { personId: reader.personId } },
    })
  /** Every slot and every waiting place of this process taken while `work` runs. */
  const whileBusy = async (work: () => Promise<void>) => {
    const ends: (() => void)[] = []
    const held = Array.from({ length: copySlots.running + copySlots.waiting }, () =>
      withCopySlot(hub.deps.store, 1, () => new Promise<void>(resolve => ends.push(resolve))).catch(() => {}),
    )
    await expect.poll(() => ends.length).toBe(copySlots.running)
    try {
      await work()
    } finally {
      const timer = setInterval(() => {
        for (const end of ends.splice(0)) end()
      }, 5)
      await Promise.all(held)
      clearInterval(timer)
    }
  }
  const sheetOf = async (zip: Buffer) => {
    const child = spawn('python3', [
      '-c',
      'import io,sys,zipfile\nsys.stdout.buffer.write(zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read())).read("Nguồn và quyền.csv"))',
    ])
    child.stdin.end(zip)
    return text(child.stdout)
  }
  const zip = async (client: TestClient, assets: string[]) => {
    const headers = { cookie: client.cookie, 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify({ assets }) }
    const response = await fetch(`${hub.url}/api/v1/downloads/zip`, init)
    expect(response.status).toBe(200)
    return Buffer.from(await response.arrayBuffer())
  }

  it('is kept from who may not edit it, while who may gets it and reads why', async () => {
    const bytes = await torn(1)
    const id = await upload(bytes, 'rách.jpg')
    const kept = await reader.get<{ type: string; status: number }>(original(id))
    expect([kept.status, kept.body.type]).toEqual([409, expect.stringContaining('original-kept')])
    expect(await takings(id)).toBe(0)
    const mine = await owner.bytes(original(id))
    expect([mine.status, mine.headers.get('x-hub-metadata')]).toEqual([200, 'as-stored; reason=unreadable'])
    expect(sha256(mine.bytes)).toBe(sha256(bytes))
  })

  it('is not in a ZIP for a reader, whose sheet says so', async () => {
    const ids = [await upload(await torn(2), 'rách hai.jpg'), await upload(await photo(2), 'lành.jpg')]
    const bytes = await zip(reader, ids)
    expect(bytes.includes('Nguyen Van A')).toBe(false)
    expect(await sheetOf(bytes)).toContain('Không kèm tệp: tệp này chưa giao được')
    expect(await takings(ids[0]!)).toBe(0)
    expect(await takings(ids[1]!)).toBe(1)
    expect((await zip(owner, ids)).includes('Nguyen Van A')).toBe(true)
  })

  it('is asked for later where too many are being made: never the untouched file, and nothing is remembered', async () => {
    const bytes = await photo(3)
    const id = await upload(bytes, 'bận.jpg')
    await whileBusy(async () => {
      const busy = await reader.bytes(original(id))
      expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '5'])
      expect(await takings(id)).toBe(0)
      // What was made without the camera's words goes as it is, and the ZIP takes that.
      const web = await reader.bytes(`/api/v1/assets/${id}/renditions/web?download=1`)
      expect([web.status, web.headers.get('x-hub-metadata')]).toEqual([200, 'as-stored; reason=busy'])
      const packed = await zip(reader, [id])
      expect(packed.includes('Nguyen Van A')).toBe(false)
      expect(await sheetOf(packed)).toContain('Bản nhỏ hơn, thay cho tệp gốc chưa giao được')
    })
    const then = await reader.bytes(original(id))
    expect([then.status, then.headers.get('x-hub-metadata')]).toEqual([200, 'written'])
    expect(then.bytes.includes('Nguyen Van A')).toBe(false)
  })

  it('takes no space that uploads must find: the reader comes later, the store holds no copy', async () => {
    const id = await upload(await photo(4), 'đầy.jpg')
    const full = vi.spyOn(hub.deps.store, 'space').mockResolvedValue({ free: 1000, total: 2 ** 40, floor: 999 })
    try {
      const answer = await reader.bytes(original(id))
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60'])
    } finally {
      full.mockRestore()
    }
    expect((await reader.bytes(original(id))).headers.get('x-hub-metadata')).toBe('written')
  })

  it('is no matter of the file where the store breaks half-way: it is tried again at once', async () => {
    const id = await upload(await photo(5), 'đứt.jpg')
    const broken = async () =>
      Readable.from(
        (async function* () {
          yield Buffer.alloc(100)
          throw new Error('the disk is gone')
        })(),
      )
    const get = vi.spyOn(hub.deps.store, 'get').mockImplementation(broken)
    // Else the kernel copies, and reads no stream.
    const local = vi.spyOn(hub.deps.store as Required<ObjectStore>, 'localPath').mockReturnValue(null)
    try {
      const answer = await reader.bytes(original(id))
      expect(answer.status).toBe(500)
      expect(answer.bytes.includes('Nguyen Van A')).toBe(false)
    } finally {
      get.mockRestore()
      local.mockRestore()
    }
    expect((await reader.bytes(original(id))).headers.get('x-hub-metadata')).toBe('written')
  })
})
