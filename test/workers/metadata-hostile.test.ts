import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileSays } from '#contracts/embedded-words'
import { exiftoolPath } from '#server/metadata/exiftool-path'
import { startExiftool } from '#server/metadata/exiftool-process'
import { readFileTags } from '#server/metadata/read-file-tags'
import { runExiftool } from '#server/metadata/run-exiftool'
import type { FileWords } from '#server/metadata/words-to-tags'
import { writeFileWords } from '#server/metadata/write-file-words'
import { withWorkFolder } from '#server/platform/work-folder'
import { embed } from '../support/embed.ts'

const evil = '<script>alert(1)</script><img src=x onerror="fetch(`/api/v1/me`)">{{7*7}}\'"'
const plain: FileWords = {
  ...{
    item: 'urn:uuid:01930000-0000-7000-8000-000000000001',
    title: 'Sạch',
    description: '',
    altText: '',
    creator: '',
  },
  ...{ credit: '', holder: '', rights: '', usageTerms: '', embargo: '', date: '2026-01-01', keywords: [], city: '' },
  ...{ province: '', places: [], machineMade: false },
}

describe('metadata that means harm', { timeout: 120_000 }, () => {
  let jpeg: Buffer
  let png: Buffer
  const heard: string[] = []
  const canary = createServer((req, res) => {
    heard.push(req.url ?? '')
    res.end('<!ENTITY x "canary">')
  })
  let canaryUrl = ''

  beforeAll(async () => {
    const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#246' } })
    jpeg = await picture.clone().jpeg().toBuffer()
    png = await picture.clone().png().toBuffer()
    await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve))
    canaryUrl = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`
  })
  afterAll(() => new Promise(resolve => canary.close(resolve)))

  const reading = <T>(bytes: Uint8Array, work: (path: string, folder: string) => Promise<T>) =>
    withWorkFolder(async folder => {
      const path = join(folder, 'original')
      await writeFile(path, bytes, { mode: 0o644 })
      return work(path, folder)
    })
  const read = (bytes: Uint8Array) => reading(bytes, async path => fileSays(await readFileTags(path)))
  /** The copy that would go out, or null where the hub hands the file out as stored. */
  const rewrite = (bytes: Uint8Array, type: string) =>
    reading(bytes, async (path, folder) => {
      const out = await writeFileWords(folder, path, type, plain).catch(() => null)
      return out ? fileSays(await readFileTags(out)) : null
    })

  it('hands markup and script through as the text it is, and a copy carries none of it', async () => {
    const bytes = await embed(jpeg, 'jpg', {
      ...{ 'XMP-dc:Title': evil, 'IPTC:Caption-Abstract': evil, 'IFD0:Artist': evil, 'XMP-dc:Subject': [evil] },
      'XMP-xmpRights:WebStatement': 'javascript:alert(1)',
    })
    const says = await read(bytes)
    expect(says.texts.title?.value).toBe(evil)
    expect(says.texts.description?.value).toBe(evil)
    expect((await rewrite(bytes, 'image/jpeg'))?.texts).toEqual({
      title: { value: 'Sạch', from: 'XMP-dc:Title', guessed: null },
    })
  })

  it('cuts a field of megabytes to what the hub takes, and a hundred thousand keywords to fifty', async () => {
    const long = await embed(jpeg, 'jpg', {
      'XMP-dc:Description': 'ẩ'.repeat(350_000),
      'XMP-dc:Title': 't'.repeat(1_100_000),
    })
    const says = await read(long)
    expect(says.texts.title?.value).toHaveLength(300)
    expect(says.texts.description?.value).toHaveLength(5000)
    const subjects = Array.from({ length: 100_000 }, (_, i) => `từ ${i}`)
    const many = await read(withXmp(jpeg, bag(subjects)))
    expect(many.keywords.length).toBeLessThanOrEqual(50)
  })

  it('takes control characters, NUL, marks that reorder a line and broken UTF-8 out of what it proposes', async () => {
    const title = 'A\u0000B\u0007C\u202eD\u2066E'
    const raw = Buffer.from(`<rdf:li xml:lang="x-default">${title.replaceAll('\u0000', '\u0001')}\u{1f600}</rdf:li>`)
    const broken = Buffer.concat([raw.subarray(0, -10), Buffer.from([0xff, 0xfe, 0xc3]), raw.subarray(-10)])
    const said = await read(withXmp(jpeg, alt('dc:title', broken)))
    expect(said.texts.title?.value ?? '').not.toMatch(
      /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u,
    )
    const nul = await embed(jpeg, 'jpg', { 'IPTC:ObjectName': 'xin' }, [])
    const at = nul.indexOf('xin')
    nul.set(Buffer.from([0x41, 0x00, 0x42]), at)
    expect((await read(nul)).texts.title?.value ?? '').not.toContain('\u0000')
  })

  it('expands no entity: neither a billion laughs nor what lies elsewhere', async () => {
    const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 12 }, (_, i) => `<!ENTITY ${'bcdefghijklm'[i]} "${`&${'abcdefghijkl'[i]};`.repeat(10)}">`).join('')}]>`
    const external = `<!DOCTYPE l [<!ENTITY x SYSTEM "${canaryUrl}/x"><!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "${canaryUrl}/p">%p;]>`
    for (const [doctype, text] of [
      [laughs, '&m;'],
      [external, '&x;&f;'],
    ] as const) {
      const bytes = withXmp(
        jpeg,
        alt('dc:title', Buffer.from(`<rdf:li xml:lang="x-default">T${text}</rdf:li>`)),
        doctype,
      )
      const started = performance.now()
      const says = await read(bytes)
      expect(performance.now() - started).toBeLessThan(20_000)
      expect(says.texts.title?.value ?? '').not.toMatch(/root:|canary|(ha){20}/)
      await rewrite(bytes, 'image/jpeg')
    }
    expect(heard).toEqual([])
  })

  it('reads a TIFF whose directories run in a circle, and comes to an end', async () => {
    const tiff = Buffer.alloc(64)
    tiff.write('II*\u0000', 0, 'latin1')
    tiff.writeUInt32LE(8, 4)
    tiff.writeUInt16LE(2, 8)
    // ExifIFD points at its own parent, the next directory is this one again.
    tiff.writeUInt16LE(0x8769, 10)
    tiff.writeUInt16LE(4, 12)
    tiff.writeUInt32LE(1, 14)
    tiff.writeUInt32LE(8, 18)
    tiff.writeUInt16LE(0x014a, 22)
    tiff.writeUInt16LE(4, 24)
    tiff.writeUInt32LE(1, 26)
    tiff.writeUInt32LE(8, 30)
    tiff.writeUInt32LE(8, 34)
    expect((await read(tiff)).texts).toEqual({})
    await rewrite(tiff, 'image/tiff')
    // The next file finds a reader as good as new.
    expect((await read(await embed(jpeg, 'jpg', { 'XMP-dc:Title': 'Sau' }))).texts.title?.value).toBe('Sau')
  })

  it('does not swell with a PNG whose texts are bombs, and takes a text of the name `profile` for nothing', async () => {
    const bomb = deflateSync(Buffer.alloc(64 * 1_048_576, 0x41))
    const zTXt = Buffer.concat([Buffer.from('Description\u0000\u0000', 'latin1'), bomb])
    const iTXt = Buffer.concat([Buffer.from('Title\u0000\u0001\u0000\u0000\u0000', 'latin1'), bomb])
    const profile = Buffer.from('Raw profile type exif\u0000\nexif\n      20\n4578696600004d4d002a0000000800', 'latin1')
    const named = Buffer.from('profile\u0000/etc/passwd', 'latin1')
    for (const extra of [chunk('zTXt', zTXt), chunk('iTXt', iTXt), chunk('tEXt', profile), chunk('tEXt', named)]) {
      const bytes = Buffer.concat([png.subarray(0, 33), extra, png.subarray(33)])
      const says = await read(bytes).catch(error => error as Error)
      // Either what it says is cut, or it says nothing: both are answers.
      expect(JSON.stringify(says)).not.toContain('root:')
      expect(JSON.stringify(says).length).toBeLessThan(20_000)
      await rewrite(bytes, 'image/png')
    }
    expect((await read(await embed(png, 'png', { 'XMP-dc:Title': 'Sau' }))).texts.title?.value).toBe('Sau')
  })

  it('takes no argument with a line break, dies at its limits and is followed by another', async () => {
    await expect(runExiftool(['-ver\n-execute'], { wallMs: 5_000, outputBytes: 1000 })).rejects.toThrow(RangeError)
    const child = startExiftool(await exiftoolPath())
    await reading(await embed(jpeg, 'jpg', { 'XMP-dc:Description': 'x'.repeat(200_000) }), async path => {
      const said = child.run(['-json', path], { wallMs: 20_000, outputBytes: 10_000 })
      await expect(said).rejects.toMatchObject({ name: 'MetadataFault', key: 'too-large' })
    })
    expect(child.alive).toBe(false)
    const slow = startExiftool(await exiftoolPath())
    await expect(slow.run(['-ver'], { wallMs: 1, outputBytes: 1000 })).rejects.toMatchObject({ key: 'took-too-long' })
    expect((await runExiftool(['-ver'], { wallMs: 20_000, outputBytes: 1000 })).stdout).toMatch(/^13\./)
  })

  it('says that perl is missing where it is', async () => {
    const path = process.env.PATH
    try {
      // The shell and its tools are there, perl is not.
      process.env.PATH = await onlyTools()
      const child = startExiftool(await exiftoolPath())
      await expect(child.run(['-ver'], { wallMs: 20_000, outputBytes: 1000 })).rejects.toMatchObject({
        name: 'ExiftoolMissing',
      })
    } finally {
      process.env.PATH = path
    }
  })
})

async function onlyTools(): Promise<string> {
  const { mkdtemp, symlink, chmod } = await import('node:fs/promises')
  const { tmpdir } = await import('node:os')
  const folder = await mkdtemp(join(tmpdir(), 'no-perl-'))
  await chmod(folder, 0o755)
  for (const tool of ['sh', 'id', 'setpriv', 'setsid', 'unshare', 'true', 'command'])
    for (const place of ['/usr/bin', '/bin']) await symlink(join(place, tool), join(folder, tool)).catch(() => {})
  return folder
}

const alt = (name: string, item: Buffer) =>
  Buffer.concat([Buffer.from(`<${name}><rdf:Alt>`), item, Buffer.from(`</rdf:Alt></${name}>`)])
const bag = (subjects: readonly string[]) =>
  Buffer.from(
    `<dc:subject><rdf:Bag>${subjects.map(word => `<rdf:li>${word}</rdf:li>`).join('')}</rdf:Bag></dc:subject>`,
  )

/** A JPEG with an XMP packet written by hand; beyond 64 KB in a second picture file's place: as a sidecar appended in extended parts it is not. */
function withXmp(jpeg: Buffer, inner: Buffer, doctype = ''): Buffer {
  const head = `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>${doctype}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/">`
  const packet = Buffer.concat([
    Buffer.from(head),
    inner,
    Buffer.from('</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'),
  ])
  const body = Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\u0000', 'latin1'), packet])
  if (body.length > 65_000) return packet
  const marker = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 0xff])
  return Buffer.concat([jpeg.subarray(0, 2), marker, body, jpeg.subarray(2)])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc(named))
  return Buffer.concat([size, named, sum])
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  }
  return (value ^ 0xffffffff) >>> 0
}
