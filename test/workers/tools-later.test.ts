import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { SearchAnswer } from '#contracts/search'
import { transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'
import { makeBarePath } from '../support/bare-path.ts'
import { makeDocx, paragraph } from '../support/make-office.ts'
import { makeJpeg, makePdf } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

/** Prints whatever it is given as the PDF that lies beside it. */
const soffice = `#!/bin/sh
while [ $# -gt 0 ]; do
  if [ "$1" = --outdir ]; then out=$2; fi
  shift
done
cat "$(dirname "$0")/printed.pdf" > "$out/clean.pdf"
`
/** Reads four words in whatever it is given, by tesseract's own table (tesseract(1), tsv). */
const tesseract = `#!/bin/sh
if [ "$1" = --list-langs ]; then printf 'List of available languages (2):\\neng\\nvie\\n'; exit; fi
printf 'level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n'
at=0
for word in Tòa Thánh Tây Ninh; do
  at=$((at + 1))
  printf '5\\t1\\t1\\t1\\t1\\t%s\\t%s\\t10\\t80\\t30\\t96\\t%s\\n' "$at" "$((at * 100))" "$word"
done
`

describe('a tool that is installed after files came in', { timeout: 240_000 }, () => {
  let hub: TestHub
  let editor: TestClient
  let bare: string
  let tools: string
  let serial = 0
  beforeAll(async () => {
    hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    bare = await makeBarePath()
    tools = await mkdtemp(join(tmpdir(), 'tools-later-'))
    // The decoders' account runs it.
    await chmod(tools, 0o755)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })
  afterAll(async () => {
    await hub.close()
    for (const folder of [bare, tools]) await rm(folder, { recursive: true, force: true })
  })

  const install = async (name: string, script: string) => {
    await writeFile(join(tools, name), script, { mode: 0o755 })
    // Before a real one, where this machine has it.
    vi.stubEnv('PATH', [tools, process.env.PATH_BEFORE ?? ''].filter(Boolean).join(delimiter))
  }
  const read = async (id: string) => (await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
  const renditions = async (id: string) => (await read(id)).renditions.map(({ name }) => name)
  const upload = async (bytes: Buffer, name: string) => {
    serial += 1
    const { body } = await editor.upload(bytes, name, { title: `Tệp ${serial}`, visibility: 'unit' })
    await hub.idle()
    expect((await read(body.asset.id)).file).toBe('ready')
    return body.asset.id
  }
  /** What the clock does every ten minutes. */
  const renew = async () => {
    await transaction(hub.deps.db, tx => enqueue(tx, 'rendition.renew', {}))
    await hub.idle()
  }
  const recordsOf = (id: string) => hub.deps.db.auditEntry.count({ where: { subjectId: id, act: 'rendition.made' } })

  it('LibreOffice: the documents of before are printed, once, and are usable meanwhile', async () => {
    vi.stubEnv('PATH_BEFORE', process.env.PATH)
    vi.stubEnv('PATH', bare)
    const id = await upload(await makeDocx(paragraph('Lễ hội núi Bà Đen')), 'bai.docx')
    expect(await renditions(id)).toEqual([])
    await renew()
    expect(await renditions(id)).toEqual([])
    await writeFile(join(tools, 'printed.pdf'), await makePdf(['Trang đầu', 'Trang sau']), { mode: 0o644 })
    await install('soffice', soffice)
    await renew()
    expect((await read(id)).file).toBe('ready')
    expect(await renditions(id)).toEqual(expect.arrayContaining(['page-1', 'page-2', 'preview', 'thumb']))
    const page = await editor.bytes(`/api/v1/assets/${id}/renditions/page-1`)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    const made = await recordsOf(id)
    await renew()
    expect(await recordsOf(id)).toBe(made)
  })

  it('Tesseract: the pictures of before are read, once', async () => {
    vi.stubEnv('PATH_BEFORE', process.env.PATH)
    vi.stubEnv('PATH', bare)
    const id = await upload(await makeJpeg({ width: 640, height: 480 }), 'bien.jpg')
    await renew()
    expect((await read(id)).original?.machineText).toBe(false)
    await install('tesseract', tesseract)
    await renew()
    await expect.poll(async () => (await read(id)).original?.machineText, { timeout: 60_000 }).toBe(true)
    await hub.idle()
    const found = await editor.get<SearchAnswer>(`/api/v1/search?q=${encodeURIComponent('"tòa thánh tây ninh"')}`)
    expect(found.body.hits.map(hit => hit.id)).toContain(id)
    const runs = () => hub.deps.db.ocrRun.findMany({ orderBy: { versionId: 'asc' } })
    const before = await runs()
    await renew()
    expect(await runs()).toEqual(before)
  })
})
