import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fromBuffer } from 'yauzl'
import { findMedia } from '#server/channels/find-media'
import { readPackageItem } from '#server/channels/package-item'
import { recordHandReceipt } from '#server/channels/record-hand-receipt'
import { requestRecall } from '#server/channels/request-recall'
import { packageName, writePackage } from '#server/channels/write-package'
import { tagsOf } from '../support/embed.ts'
import { makeJpeg, makePng } from '../support/media.ts'
import { type ChannelRig, openChannelRig } from './channel-rig.ts'

let rig: ChannelRig
let dir: string
beforeAll(async () => {
  rig = await openChannelRig('manual-package')
  dir = await mkdtemp(join(tmpdir(), 'hub-bag-'))
})
afterAll(async () => {
  await rig?.close()
  await rm(dir, { recursive: true, force: true })
})

const ready = async () => {
  const channelId = await rig.addChannel('')
  const assetId = await rig.addAsset()
  const { id } = await rig.queue({ assetId, channelId })
  return { assetId, delivery: await rig.attempt(id) }
}
const hand = (id: string, more: { publicUrl?: string; screenshot?: string } = {}) =>
  recordHandReceipt(rig.db, rig.caller, id, { note: 'Đăng tay', ...more })

it('makes a bag that sha256sum finds whole, with the files, the ninjs and a sheet in Vietnamese', async () => {
  const { assetId, delivery } = await ready()
  expect(delivery).toMatchObject({ state: 'received', publicUrl: null, problem: null })
  const post = readPackageItem(Buffer.from(delivery.body!))
  const media = await findMedia(rig.db, rig.store, { assetIds: [assetId], files: post.media })
  const zip = join(dir, 'goi.zip')
  await writePackage(post, media!, delivery.createdAt, createWriteStream(zip))
  await extract(await readFile(zip), dir)
  const bag = join(dir, packageName(post))
  for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt'])
    await promisify(execFile)('sha256sum', ['--strict', '-c', manifest], { cwd: bag })
  expect(await readFile(join(bag, 'bagit.txt'), 'utf8')).toBe(
    'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
  )
  expect((await readFile(join(bag, 'manifest-sha256.txt'), 'utf8')).split('\n').filter(Boolean)).toHaveLength(5)
  for (const sheet of ['phieu-dang.txt', 'phieu-dang.html'])
    expect(await readFile(join(bag, 'data', sheet), 'utf8')).toMatch(
      /Núi Bà Đen lúc bình minh[\s\S]*Ảnh: Trần Văn B[\s\S]*Ngọn núi/,
    )
  expect(JSON.parse(await readFile(join(bag, 'data/item.ninjs.json'), 'utf8'))).toMatchObject({
    uri: `urn:uuid:${assetId}`,
  })
  // One byte less, and the manifest says so.
  await writeFile(join(bag, 'data/media/web.jpg'), 'x')
  await expect(promisify(execFile)('sha256sum', ['-c', 'manifest-sha256.txt'], { cwd: bag })).rejects.toThrow()
})

it('carries a whole package: each companion with its files and its sheet, and an oxum that is right', async () => {
  const channelId = await rig.addChannel('')
  const [assetId, photo, brochure] = [await rig.addAsset(), await rig.addAsset(), await rig.addAsset()]
  await rig.db.asset.update({ where: { id: photo }, data: { title: 'Ảnh đi kèm', credit: 'Ảnh: Mai' } })
  await rig.db.asset.update({ where: { id: brochure }, data: { title: 'Tờ gấp\nhai dòng' } })
  const members = [
    { assetId: photo, role: 'gallery' },
    { assetId: brochure, role: 'brochure' },
  ]
  const text = { headline: 'The mountain at dawn', summary: 'In English', caption: null, altText: null, body: null }
  const contents = { languages: ['vi' as const, 'en' as const], texts: { [assetId]: { vi: null, en: text } } }
  const { id } = await rig.queue({ assetId, channelId, approved: { members, contents } })
  const delivery = await rig.attempt(id)
  const post = readPackageItem(Buffer.from(delivery.body!))
  const media = await findMedia(rig.db, rig.store, { assetIds: [assetId, photo, brochure], files: post.media })
  const zip = join(dir, 'goi-nhieu.zip')
  await writePackage(post, media!, delivery.createdAt, createWriteStream(zip))
  await extract(await readFile(zip), dir)
  const bag = join(dir, packageName(post))
  const check = (manifest: string) =>
    promisify(execFile)('sha256sum', ['--strict', '--quiet', '-c', manifest], { cwd: bag })
  for (const manifest of ['manifest-sha256.txt', 'tagmanifest-sha256.txt']) await check(manifest)
  const read = (name: string) => readFile(join(bag, name), 'utf8')
  const listed = async (name: string) =>
    (await read(name))
      .split('\n')
      .filter(Boolean)
      .map(line => line.slice(66))
  const payload = await filesBelow(bag, 'data')
  // RFC 8493, 2.1.3: every payload file in the manifest, no other; 2.2.1: every tag file but the tag manifest itself.
  expect((await listed('manifest-sha256.txt')).sort()).toEqual(payload)
  expect((await listed('tagmanifest-sha256.txt')).sort()).toEqual(['bag-info.txt', 'bagit.txt', 'manifest-sha256.txt'])
  expect(payload.filter(name => name.startsWith('data/media/'))).toEqual(
    ['', '1-', '2-'].flatMap(of => [`data/media/${of}thumb.jpg`, `data/media/${of}web.jpg`]).sort(),
  )
  const octets = (await Promise.all(payload.map(name => stat(join(bag, name))))).reduce(
    (sum, { size }) => sum + size,
    0,
  )
  const info = (await read('bag-info.txt')).split('\n').filter(Boolean)
  expect(
    info.every(line => /^[A-Z][A-Za-z-]+: \S/.test(line)),
    info.join('|'),
  ).toBe(true)
  expect(info).toEqual(expect.arrayContaining([`Payload-Oxum: ${octets}.${payload.length}`]))
  expect(info).toEqual(expect.arrayContaining([`External-Identifier: urn:uuid:${assetId}`]))
  const sheet = await read('data/phieu-dang.txt')
  for (const words of ['Ảnh đi kèm', 'Ảnh: Mai', 'media/1-web.jpg', 'Tờ gấp', 'The mountain at dawn'])
    expect(sheet).toContain(words)
  // One companion's file altered, and the real tool finds it.
  await writeFile(join(bag, 'data/media/2-thumb.jpg'), 'x')
  await expect(check('manifest-sha256.txt')).rejects.toThrow(/2-thumb\.jpg|WARNING/)
})

it('sends pictures with the words inside: the hash in the ledger is that of the bytes that left, also when they are asked for again', async () => {
  const channelId = await rig.addChannel('')
  const picture = await makeJpeg({ width: 320, height: 240 })
  const assetId = await rig.addAsset(picture)
  const { id } = await rig.queue({ assetId, channelId })
  const delivery = await rig.attempt(id)
  const post = readPackageItem(Buffer.from(delivery.body!))
  const web = post.media.find(each => each.name.startsWith('web'))!
  const [source] = (await findMedia(rig.db, rig.store, { assetIds: [assetId], files: [web] }))!
  const sent = await buffer(await source!.open())
  expect(createHash('sha256').update(sent).digest('hex')).toBe(web.sha256)
  expect(sent.length).toBe(web.size)
  expect(sent.equals(picture)).toBe(false)
  expect(await tagsOf(sent, 'jpg')).toMatchObject({
    'XMP-dc:Title': 'Núi Bà Đen lúc bình minh',
    'XMP-photoshop:Credit': 'Ảnh: Trần Văn B',
    'XMP-dc:Identifier': `urn:uuid:${assetId}`,
  })
  expect(await rig.db.writtenCopy.count({ where: { sha256: web.sha256, pinned: true } })).toBe(1)
  // Edited since: what was frozen is what is given, the package is written from it alone.
  await rig.db.asset.update({ where: { id: assetId }, data: { title: 'Khác' } })
  expect(await findMedia(rig.db, rig.store, { assetIds: [assetId], files: [web] })).toHaveLength(1)
})

it('takes the address and the screenshot that a curator writes down for the receipt', async () => {
  const { delivery } = await ready()
  await expect(hand(delivery.id)).rejects.toMatchObject({ key: 'invalid-request' })
  await expect(
    hand(delivery.id, { publicUrl: 'https://a.vn/1', screenshot: Buffer.from('<svg/>').toString('base64') }),
  ).rejects.toMatchObject({ key: 'invalid-request' })
  const screenshot = (await makePng(20)).toString('base64')
  const shown = await hand(delivery.id, { publicUrl: 'https://aseanvietnam.vn/bai-1', screenshot })
  expect(shown).toMatchObject({ state: 'published', publicUrl: 'https://aseanvietnam.vn/bai-1' })
  expect(shown.receipts.at(-1)?.byHand).toEqual({
    note: 'Đăng tay',
    screenshotUrl: `/api/v1/deliveries/${delivery.id}/screenshot`,
  })
})

it('keeps a withdrawal open until a person says that it was taken down', async () => {
  const { assetId, delivery } = await ready()
  await hand(delivery.id, { publicUrl: 'https://aseanvietnam.vn/bai-2' })
  const { deliveries } = await requestRecall(rig.db, rig.caller, assetId, {
    ...{ kind: 'takedown', reason: 'rights', public: '', mediaToo: true },
  })
  const id = deliveries[0]!.id
  expect(await rig.attempt(id)).toMatchObject({ state: 'retrying', problem: 'by-hand' })
  expect((await rig.delivery(delivery.id)).state).toBe('withdrawing')
  expect((await hand(id)).state).toBe('withdrawn')
  expect((await rig.delivery(delivery.id)).state).toBe('withdrawn')
  expect(await rig.db.assetUse.count({ where: { assetId } })).toBe(0)
  await expect(hand(id)).rejects.toMatchObject({ key: 'conflict' })
})

it('waits for the channel’s hours and for its hourly limit, and lets a withdrawal pass', async () => {
  const channelId = await rig.addChannel('')
  // Friday 15/01/2027, 15:00 in Vietnam.
  await rig.db.channel.update({
    where: { id: channelId },
    data: { windows: [{ days: [5], from: '16:00', to: '17:00' }], perHour: 1 },
  })
  const assetId = await rig.addAsset()
  const first = await rig.queue({ assetId, channelId })
  const opening = new Date(rig.clock.time + 3_600_000)
  expect(await rig.attempt(first.id)).toMatchObject({ state: 'queued', attempts: 0, nextAt: opening })
  expect((await rig.nextAttempt(first.id)).state).toBe('received')
  const second = await rig.queue({ assetId: await rig.addAsset(), channelId })
  rig.clock.time += 60_000
  expect(await rig.attempt(second.id)).toMatchObject({ attempts: 0, nextAt: new Date(opening.getTime() + 3_600_000) })
  const { deliveries } = await requestRecall(rig.db, rig.caller, assetId, {
    ...{ kind: 'takedown', reason: 'error', public: '', mediaToo: true },
  })
  expect((await rig.attempt(deliveries[0]!.id)).attempts).toBe(1)
})

async function extract(bytes: Buffer, to: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return reject(error)
      zip.on('end', resolve).on('error', reject)
      zip.on('entry', entry => {
        zip.openReadStream(entry, async (failed, stream) => {
          if (failed || !stream) return reject(failed)
          const path = join(to, entry.fileName)
          await mkdir(dirname(path), { recursive: true })
          await writeFile(path, await buffer(stream))
          zip.readEntry()
        })
      })
      zip.readEntry()
    })
  })
}

/** The files below a folder, by their path from `root`, in order. */
async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}
