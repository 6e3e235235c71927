import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PDFDocument } from 'pdf-lib'
import { expect, it } from 'vitest'
import { fileSays } from '#contracts/embedded-words'
import { readFileTags } from '#server/metadata/read-file-tags'
import { withWorkFolder } from '#server/platform/work-folder'

const run = promisify(execFile)
const said = {
  title: 'Đờn ca tài tử',
  artist: 'Nguyễn Thị Hằng',
  comment: 'Thu tại Núi Bà',
  copyright: '© 2026 Đài Tây Ninh',
}

const made = async (ending: string, sound: readonly string[]) => {
  const folder = await mkdtemp(join(tmpdir(), 'reading-'))
  try {
    const path = join(folder, `a.${ending}`)
    const tags = Object.entries({ ...said, date: '2026-02-17' }).flatMap(([name, value]) => [
      '-metadata',
      `${name}=${value}`,
    ])
    await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=d=1', ...tags, ...sound, path])
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
const read = (bytes: Uint8Array) =>
  withWorkFolder(async folder => {
    const path = join(folder, 'original')
    await writeFile(path, bytes, { mode: 0o644 })
    return fileSays(await readFileTags(path))
  })

it.each([
  ['mp3', 'ID3', ['-c:a', 'libmp3lame', '-id3v2_version', '4']],
  ['m4a', 'ItemList', ['-c:a', 'aac']],
] as const)('reads the words of an %s from its %s', async (ending, group, sound) => {
  const says = await read(await made(ending, sound))
  expect(says.texts).toMatchObject({
    title: { value: said.title, from: `${group}:Title` },
    description: { value: said.comment, from: `${group}:Comment` },
    creator: { value: said.artist, from: `${group}:Artist` },
    notice: { value: said.copyright, from: `${group}:Copyright` },
    holder: { value: 'Đài Tây Ninh' },
  })
  expect(says.taken?.date).toBe('2026-02-17')
})

it('reads the words of a PDF from its information', async () => {
  const document = await PDFDocument.create()
  document.addPage()
  document.setTitle('Kế hoạch số 12')
  document.setAuthor('Sở Văn hóa, Thể thao và Du lịch')
  document.setSubject('Tuyên truyền ASEAN')
  document.setKeywords(['ASEAN', 'du lịch'])
  document.setCreationDate(new Date('2026-02-17T20:00:00Z'))
  const says = await read(await document.save())
  expect(says.texts).toMatchObject({
    title: { value: 'Kế hoạch số 12', from: 'PDF:Title' },
    creator: { value: 'Sở Văn hóa, Thể thao và Du lịch', from: 'PDF:Author' },
    description: { value: 'Tuyên truyền ASEAN', from: 'PDF:Subject' },
  })
  expect(says.taken?.date).toBe('2026-02-18')
})
