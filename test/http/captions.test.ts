import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { CaptionAnswer, CaptionTrack } from '#contracts/caption'
import type { SearchAnswer } from '#contracts/search'
import { makeJpeg } from '../support/media.ts'
import { makeSound } from '../support/sound.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

type Refused = { type: string; detail: string; errors: { code: string; detail: string }[] }

describe('captions of films and sounds', () => {
  let hub: TestHub
  let editor: TestClient
  let reader: TestClient
  let folder: string
  let talk: Asset
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'captions-test-'))
    hub = await startTestHub({ worker: true })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    reader = await hub.person('Người đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    talk = await upload('noi-chuyen.wav', 8)
  })
  afterAll(async () => {
    await hub.close()
    await rm(folder, { recursive: true, force: true })
  })

  const at = (asset: Asset) => `/api/v1/assets/${asset.id}/captions`
  async function upload(name: string, seconds: number): Promise<Asset> {
    const { body } = await editor.upload(await makeSound(join(folder, name), { seconds }), name, { title: name })
    await hub.idle()
    const { asset } = (await editor.get<{ asset: Asset }>(`/api/v1/assets/${body.asset.id}`)).body
    expect(asset.file).toBe('ready')
    return asset
  }
  const vtt = (...cues: string[]) => `WEBVTT\n\n${cues.join('\n\n')}\n`
  const add = (asset: Asset, body: object, by = editor) => by.send<CaptionAnswer & Refused>('POST', at(asset), body)
  const list = async (asset: Asset, by = editor) =>
    (await by.get<{ captions: CaptionTrack[] }>(at(asset))).body.captions
  const search = async (q: string) => (await reader.get<SearchAnswer>(`/api/v1/search?q=${encodeURIComponent(q)}`)).body

  it('are kept as clean WebVTT, listed, read by those who read the asset, and removed', async () => {
    const srt = '1\r\n00:00:01,000 --> 00:00:02,500\r\n<font color="red">Lễ vía</font> Bà <script>x</script>\r\n'
    const { status, body, headers } = await add(talk, { language: 'VI-vn', text: srt })
    expect(status).toBe(201)
    expect(body.caption).toMatchObject({ language: 'vi-VN', kind: 'subtitles', cues: 1, version: 1, differs: null })
    expect(body.caption.label).toMatch(/^Tiếng Việt/)
    expect(body.notices).toMatchObject([{ code: 'tags-removed', line: 3, detail: expect.stringContaining('Dòng 3') }])
    expect(headers.get('location')).toBe(body.caption.url)
    const file = await reader.bytes(body.caption.url)
    expect(file.headers.get('content-type')).toBe('text/vtt; charset=utf-8')
    expect(String(file.bytes)).toBe('WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nLễ vía Bà x\n')
    expect(await list(talk, reader)).toMatchObject([{ id: body.caption.id, createdBy: 'Biên tập' }])
    expect((await reader.send('DELETE', body.caption.url)).status).toBe(403)
    expect((await hub.anonymous.bytes(body.caption.url)).status).toBe(401)
    expect((await editor.send('DELETE', body.caption.url)).status).toBe(204)
    expect(await list(talk)).toEqual([])
    expect((await editor.bytes(body.caption.url)).status).toBe(404)
    const acts = await hub.deps.db.$queryRaw<{ act: string }[]>`
      select act from audit_entry where subject_id = ${talk.id} and act like 'captions.%' order by at`
    expect(acts.map(({ act }) => act)).toEqual(['captions.add', 'captions.remove'])
  })

  it('come in UTF-16 and in the old Vietnamese code page, and say what they were read as', async () => {
    const srt = '1\n00:00:01,000 --> 00:00:02,000\nĐờn ca tài tử\n'
    const file = Buffer.from(`\uFEFF${srt}`, 'utf16le').toString('base64')
    const wide = await add(talk, { language: 'vi', file })
    expect(wide.body).toMatchObject({ encoding: 'utf-16le', caption: { cues: 1 } })
    expect(String((await editor.bytes(wide.body.caption.url)).bytes)).toContain('Đờn ca tài tử')
    await editor.send('DELETE', wide.body.caption.url)
    const tcvn3 = Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n', 'latin1')
    const unreadable = Buffer.concat([tcvn3, Buffer.from([0x54, 0xa9, 0x79, 0x20, 0x6d, 0xef, 0x61, 0xb5, 0x68, 0xae])])
    const refused = await add(talk, { language: 'vi', file: unreadable.toString('base64') })
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: 'unknown-encoding' }] } })
  })

  it('are refused with the line at fault, in the language of who asks', async () => {
    const late = vtt('00:01.000 --> 00:02.000\nMột', '00:09.000 --> 00:10.000\nHai')
    const refused = await add(talk, { language: 'vi', text: late })
    expect(refused.status).toBe(422)
    expect(refused.body.type).toBe('urn:media-hub:problem:captions-refused')
    expect(refused.body.errors).toMatchObject([{ code: 'past-end', detail: expect.stringContaining('Dòng 6') }])
    const english = await editor.send<Refused>(
      'POST',
      at(talk),
      { language: 'vi', text: vtt('-00:01.000 --> 00:02.000\nMột') },
      { 'accept-language': 'en' },
    )
    expect(english.body.errors).toMatchObject([{ code: 'negative-time', detail: expect.stringContaining('Line 3') }])
    expect(await list(talk)).toEqual([])
  })

  it('stand once for a language and kind; others take their place at the same address', async () => {
    const first = await add(talk, { language: 'vi', text: vtt('00:01.000 --> 00:02.000\nMột') })
    expect((await add(talk, { language: 'vi', text: vtt('00:01.000 --> 00:02.000\nHai') })).status).toBe(409)
    const { url, id } = first.body.caption
    const second = await editor.send<CaptionAnswer>('PUT', url, {
      language: 'vi',
      text: vtt('00:01.000 --> 00:02.000\nHai', '00:02.500 --> 00:03.000\nBa'),
    })
    expect(second).toMatchObject({ status: 200, body: { caption: { id, cues: 2 } } })
    expect(String((await editor.bytes(url)).bytes)).toContain('Hai')
    const sounds = await add(talk, { language: 'vi', kind: 'captions', text: vtt('00:01.000 --> 00:02.000\n[Vỗ tay]') })
    expect(sounds.status).toBe(201)
    for (const each of await list(talk)) await editor.send('DELETE', each.url)
  })

  it('belong to films and sounds alone', async () => {
    const photo = (await editor.upload(await makeJpeg({ width: 640, height: 400 }), 'a.jpg')).body.asset
    expect((await add(photo, { language: 'vi', text: vtt('00:01.000 --> 00:02.000\nMột') })).status).toBe(409)
  })

  it('are found by what is said, with the moment at which it is said', async () => {
    const text = vtt(
      '00:01.000 --> 00:02.000\nXin chào quý vị',
      '00:03.250 --> 00:05.000\nHôm nay bánh canh Trảng Bàng lên sóng',
    )
    const { body } = await add(talk, { language: 'vi', text })
    await hub.idle()
    for (const q of ['bánh canh Trảng Bàng', 'banh canh trang bang']) {
      const hit = (await search(q)).hits.find(({ id }) => id === talk.id)
      expect(hit?.highlight.captions).toMatchObject({ trackId: body.caption.id, language: 'vi', timeMs: 3250 })
      expect(hit?.highlight.captions?.text.filter(piece => piece.hit).map(piece => piece.text)).toEqual([
        'bánh canh Trảng Bàng',
      ])
    }
    await editor.send('DELETE', body.caption.url)
    await hub.idle()
    expect((await search('bánh canh Trảng Bàng')).hits).toEqual([])
  })

  it('stay with the asset when its file is replaced, and say when it has another length', async () => {
    const asset = await upload('ban-dau.wav', 4)
    await add(asset, { language: 'vi', text: vtt('00:01.000 --> 00:02.000\nMột') })
    const form = new FormData()
    form.set('metadata', '{}')
    form.set('file', new Blob([new Uint8Array(await makeSound(join(folder, 'ban-sau.wav'), { seconds: 6 }))]), 'b.wav')
    const headers = { 'if-match': `"r${asset.revision}"` }
    expect((await editor.send('POST', `/api/v1/assets/${asset.id}/versions`, form, headers)).status).toBe(201)
    await expect
      .poll(async () => (await list(asset))[0]?.differs, { timeout: 30_000 })
      .toEqual({ wasMs: 4000, isMs: 6000 })
    expect((await list(asset))[0]).toMatchObject({ version: 1, cues: 1 })
  })
})
