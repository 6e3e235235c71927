import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fileSays } from '#contracts/embedded-words'
import { readFileTags } from '#server/metadata/read-file-tags'
import type { FileWords } from '#server/metadata/words-to-tags'
import { writeFileWords } from '#server/metadata/write-file-words'
import { withWorkFolder } from '#server/platform/work-folder'
import { embed, tagsOf } from '../support/embed.ts'
import { makeMp4, makePdf } from '../support/media.ts'
import { makeGif } from '../support/more-media.ts'
import { hasHeifEncoder, makeHeic } from '../support/raw-media.ts'
import { makeSound } from '../support/sound.ts'

const run = promisify(execFile)
const words: FileWords = {
  item: 'urn:uuid:01930000-0000-7000-8000-000000000001',
  title: 'Lễ hội Xuân Núi Bà Đen',
  description: 'Người dân dâng hương “đầu năm”\ntại điện Bà.',
  altText: 'Đông người đi trên bậc đá, đèn lồng đỏ hai bên.',
  creator: 'Đặng Hoàng Thái',
  credit: 'Ảnh: Báo Tây Ninh',
  holder: 'Báo và Đài Tây Ninh',
  rights: 'https://creativecommons.org/licenses/by/4.0/',
  usageTerms: 'Không cắt bỏ dòng ghi nguồn;\nchỉ dùng một lần.',
  embargo: '',
  date: '2026-02-17',
  keywords: ['Lễ hội, sự kiện', '-núi', '= xuân', '1.50'],
  city: 'Phường Bình Minh',
  province: 'Tỉnh Tây Ninh',
  places: ['Phường Bình Minh', 'Tỉnh Tây Ninh'],
  machineMade: false,
}

/** What a careless or a cunning person writes; every piece is legal text. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          'ễ',
          'ặ',
          'Ữ',
          'ơ\u0301',
          'e\u0302\u0323',
          'đ',
          'Đ',
          '"',
          "'",
          '\\',
          '\\n',
          '{ready1}',
          '-execute',
          '<b>',
          '&amp;',
          ']]>',
        ],
        ...[
          '$HOME',
          '`id`',
          '=',
          '-all=',
          '#[CSTR]',
          '@',
          '😀',
          '👩‍👩‍👧',
          '\u00a0',
          '€',
          '日本',
          '\u200b',
          'null',
          '0.10',
          '%d',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map(parts => parts.join(' '))
const forbidden = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]/gu
const asHub = (text: string, most: number) =>
  text
    .replace(forbidden, '')
    .replace(/\s+/gu, ' ')
    .normalize('NFC')
    .trim()
    .slice(0, most)
    .replace(/[\ud800-\udbff]$/, '')
    .trim()

// perl, ffmpeg and decoders on a machine that others use as well.
describe('words in files', { timeout: 120_000 }, () => {
  let folder: string
  const files: Record<string, { type: string; ending: string; bytes: Buffer }> = {}

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'writing-'))
    const picture = () =>
      sharp(
        Buffer.from(
          '<svg xmlns="http://www.w3.org/2000/svg" width="320" height="200"><rect width="320" height="200" fill="#357"/><circle cx="90" cy="90" r="60" fill="orange"/></svg>',
        ),
      )
        .flatten()
        .withIccProfile('p3')
    const mp4 = join(folder, 'a.mp4')
    await makeMp4(mp4, { seconds: 1, width: 160, height: 120 })
    files.JPEG = { type: 'image/jpeg', ending: 'jpg', bytes: await picture().jpeg().toBuffer() }
    files.PNG = { type: 'image/png', ending: 'png', bytes: await picture().png().toBuffer() }
    files.TIFF = { type: 'image/tiff', ending: 'tif', bytes: await picture().tiff({ compression: 'lzw' }).toBuffer() }
    files.WebP = { type: 'image/webp', ending: 'webp', bytes: await picture().webp().toBuffer() }
    files.AVIF = { type: 'image/avif', ending: 'avif', bytes: await picture().avif({ effort: 1 }).toBuffer() }
    files.GIF = { type: 'image/gif', ending: 'gif', bytes: await makeGif(60, ['#f00', '#00f']) }
    files.PDF = { type: 'application/pdf', ending: 'pdf', bytes: await makePdf(['Xin chào']) }
    files.MP4 = { type: 'video/mp4', ending: 'mp4', bytes: await readFile(mp4) }
    if (hasHeifEncoder)
      files.HEIC = { type: 'image/heic', ending: 'heic', bytes: await makeHeic(await picture().png().toBuffer()) }
    const mov = join(folder, 'a.mov')
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-i', mp4, '-c', 'copy', mov])
    files.MOV = { type: 'video/quicktime', ending: 'mov', bytes: await readFile(mov) }
    files.M4A = { type: 'audio/mp4', ending: 'm4a', bytes: await makeSound(join(folder, 'a.m4a')) }
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const write = (bytes: Uint8Array, type: string, said: FileWords) =>
    withWorkFolder(async work => {
      const source = join(work, 'in')
      await writeFile(source, bytes, { mode: 0o644 })
      const path = await writeFileWords(work, source, type, said)
      return { bytes: await readFile(path), says: fileSays(await readFileTags(path)) }
    })
  const heicPixels = async (bytes: Uint8Array): Promise<string> => {
    const path = join(folder, `px-${Math.random()}`)
    await writeFile(`${path}.heic`, bytes)
    await run('heif-convert', [`${path}.heic`, `${path}.png`])
    return createHash('sha256')
      .update(await sharp(`${path}.png`).raw().toBuffer())
      .digest('hex')
  }
  const pixels = async (bytes: Uint8Array, ending: string): Promise<string> => {
    const hash = createHash('sha256')
    if (ending === 'heic') return heicPixels(bytes)
    if (['pdf', 'mp4', 'mov', 'm4a'].includes(ending)) {
      const path = join(folder, `px-${Math.random()}.${ending}`)
      await writeFile(path, bytes)
      const { stdout } =
        ending === 'pdf'
          ? await run('pdftoppm', ['-r', '60', '-png', path], { encoding: 'buffer', maxBuffer: 1 << 26 })
          : await run('ffmpeg', ['-v', 'error', '-i', path, '-f', 'md5', '-'], { encoding: 'buffer' })
      return hash.update(stdout).digest('hex')
    }
    const picture = sharp(bytes, { animated: ending === 'gif' })
    const { icc, orientation } = await picture.metadata()
    return hash
      .update(await picture.raw().toBuffer())
      .update(icc ?? '')
      .update(String(orientation))
      .digest('hex')
  }

  it.each([
    'JPEG',
    'PNG',
    'TIFF',
    'WebP',
    'AVIF',
    'GIF',
    'PDF',
    'MP4',
    'MOV',
    'M4A',
    ...(hasHeifEncoder ? ['HEIC'] : []),
  ])('a %s comes back with every word, and decodes to the very same picture', async name => {
    const { type, ending, bytes } = files[name]!
    const made = await write(bytes, type, words)
    const { texts, keywords, places, taken, items, gps } = made.says
    const said = Object.fromEntries(Object.entries(texts).map(([field, each]) => [field, each.value]))
    const { title, description, altText, creator, credit, holder, usageTerms, rights } = words
    expect(said).toEqual({
      ...{ title, description, altText, creator, credit, holder, usageTerms, rights },
      notice: '© 2026 Báo và Đài Tây Ninh',
    })
    expect(keywords).toEqual(words.keywords)
    expect(places).toEqual(expect.arrayContaining(['Phường Bình Minh', 'Tỉnh Tây Ninh']))
    expect(taken).toMatchObject({ date: '2026-02-17', at: null })
    expect(items).toEqual(['01930000-0000-7000-8000-000000000001'])
    expect(gps).toBeNull()
    expect(await pixels(made.bytes, ending)).toBe(await pixels(bytes, ending))
    // Written a second time over what was written, with other words: nothing of the first is left.
    const again = await write(made.bytes, type, { ...words, title: 'Khác', keywords: [], altText: '' })
    expect(again.says.texts.title?.value).toBe('Khác')
    expect(again.says.keywords).toEqual([])
    expect(again.says.texts.altText).toBeUndefined()
  })

  it.each(['JPEG', 'PNG', 'TIFF', 'WebP', 'AVIF'])(
    'a %s keeps whatever people write, character by character',
    async name => {
      const { type, bytes } = files[name]!
      await fc.assert(
        fc.asyncProperty(nasty, nasty, fc.array(nasty, { maxLength: 6 }), async (title, text, tags) => {
          const keywords = [...new Set(tags.map(tag => asHub(tag, 64)).filter(Boolean))]
          const long = asHub(text.repeat(40), 5000)
          const said = { ...words, title: asHub(title, 300), description: long, altText: asHub(text, 1000), keywords }
          const { says } = await write(bytes, type, said)
          expect(says.texts.title?.value ?? '').toBe(said.title)
          expect(says.texts.description?.value ?? '').toBe(said.description)
          expect(says.texts.altText?.value ?? '').toBe(said.altText)
          expect(says.keywords).toEqual(keywords)
        }),
        { numRuns: 12 },
      )
    },
  )

  it('puts into IPTC-IIM what the standard has room for, and what is longer into XMP alone, uncut', async () => {
    const { type, bytes } = files.JPEG!
    const long = `${'Đẹp '.repeat(600)}hết`
    const tags = await tagsOf((await write(bytes, type, { ...words, description: long })).bytes, 'jpg')
    expect(tags).toMatchObject({
      'IPTC:CodedCharacterSet': 'UTF8',
      'IPTC:ObjectName': words.title,
      'IPTC:By-line': words.creator,
      'IPTC:Credit': words.credit,
      'IPTC:CopyrightNotice': '© 2026 Báo và Đài Tây Ninh',
      'IPTC:City': words.city,
      'IPTC:Province-State': words.province,
      'XMP-dc:Description': long,
      'XMP-xmpRights:WebStatement': words.rights,
      'XMP-iptcCore:AltTextAccessibility': words.altText,
      'XMP-dc:Identifier': words.item,
    })
    expect(tags).not.toHaveProperty('IPTC:Caption-Abstract')
  })

  it.each(['JPEG', 'PNG', 'TIFF', 'WebP', 'AVIF'])(
    'a %s leaves without place, device numbers, owners and faces',
    async name => {
      const { type, ending, bytes } = files[name]!
      const hidden = await embed(bytes, ending, {
        ...{
          'GPS:GPSLatitude': 11.38,
          'GPS:GPSLatitudeRef': 'N',
          'GPS:GPSLongitude': 106.17,
          'GPS:GPSLongitudeRef': 'E',
        },
        ...{
          'ExifIFD:SerialNumber': 'SN-12345',
          'ExifIFD:LensSerialNumber': 'LS-9',
          'ExifIFD:OwnerName': 'Nguyễn Văn A',
        },
        ...{ 'IFD0:Artist': 'Nguyễn Văn A', 'IFD0:ImageDescription': 'nhà riêng', 'XMP-aux:SerialNumber': 'SN-12345' },
        ...{
          'XMP-exif:GPSLatitude': 11.38,
          'XMP-iptcExt:PersonInImage': ['Trần Thị B'],
          'XMP-xmpMM:InstanceID': 'xmp.iid:SN-12345',
        },
        ...{ 'IFD0:Make': 'Canon', 'IFD0:Model': 'EOS R5', 'ExifIFD:DateTimeOriginal': '2026:02:17 08:30:00' },
        'XMP-iptcExt:DigitalSourceType#': 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture',
      })
      expect(JSON.stringify(await tagsOf(hidden, ending))).toContain('SN-12345')
      const { bytes: out } = await write(hidden, type, words)
      const tags = await tagsOf(out, ending)
      const all = JSON.stringify(tags)
      for (const gone of ['SN-12345', 'LS-9', 'Nguyễn Văn A', 'Trần Thị B', 'nhà riêng', 'GPS'])
        expect(all).not.toContain(gone)
      for (const gone of ['SN-12345', 'Nguyễn Văn A', 'Trần Thị B']) expect(out.includes(Buffer.from(gone))).toBe(false)
      expect(tags).toMatchObject({ 'IFD0:Model': 'EOS R5', 'ExifIFD:DateTimeOriginal': '2026:02:17 08:30:00' })
      expect(String(tags['XMP-iptcExt:DigitalSourceType'])).toMatch(/digitalCapture|Original digital capture/i)
    },
  )

  it('says where an embargo still runs, and that a machine made it', async () => {
    const { type, bytes } = files.JPEG!
    const said = { ...words, embargo: 'Không công bố trước 09:00 01/12/2026 (giờ Việt Nam)', machineMade: true }
    const made = await write(bytes, type, said)
    expect(made.says.machineMade).toBe(true)
    expect(await tagsOf(made.bytes, 'jpg')).toMatchObject({ 'XMP-photoshop:Instructions': said.embargo })
  })
})
