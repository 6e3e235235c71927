import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testChannel } from '#server/channels/test-channel'
import { pollReviews } from '#workers/channels/poll-reviews'
import type { Remote } from '../suites/channel.suite.ts'
import { type ChannelRig, openChannelRig } from './channel-rig.ts'
import { askSite, openWordpress, posts, realWordpress, type WordpressMedia } from './real-wordpress.ts'

const quiet = { info() {}, warn() {}, error() {} }

describe.skipIf(!realWordpress)('a channel to a real WordPress', () => {
  let rig: ChannelRig
  let site: Remote
  beforeAll(async () => {
    rig = await openChannelRig('wordpress')
  })
  afterAll(() => rig?.close())
  beforeEach(async () => {
    site = await openWordpress()
    return () => site.stop()
  })
  const add = (more: { settings?: object; credentials?: object } = {}) =>
    rig.addChannel(site.address, { ...site, ...more })
  const publish = async (channelId: string) => {
    const assetId = await rig.addAsset(await site.picture?.())
    const { id } = await rig.queue({ assetId, channelId })
    return rig.attempt(id)
  }

  it('brings the picture with its alternative text and caption, and the credit inside the text', async () => {
    const { publicUrl } = await publish(await add())
    const [post] = await posts()
    const [media] = await askSite<WordpressMedia[]>('/media')
    expect(post).toMatchObject({
      featured_media: media!.id,
      title: { raw: 'Núi Bà Đen lúc bình minh' },
      link: publicUrl,
    })
    expect(media).toMatchObject({ alt_text: 'Ngọn núi' })
    expect(post!.content.rendered).toContain('alt="Ngọn núi"')
    expect(post!.content.rendered).toContain('<p class="tn-credit"><em>Ảnh: Trần Văn B</em></p>')
  })

  it('waits where the site moderates, asks until its editor has published, and keeps the address', async () => {
    const { id } = await publish(await add({ settings: { status: 'pending' } }))
    expect(await rig.delivery(id)).toMatchObject({ state: 'in_review', publicUrl: null })
    const poll = () => pollReviews({ ...rig, log: quiet })
    await poll()
    expect((await rig.delivery(id)).state).toBe('in_review')
    const [post] = await posts()
    await askSite(`/posts/${post!.id}`, { status: 'publish' }, { method: 'POST' })
    await poll()
    expect(await rig.delivery(id)).toMatchObject({ state: 'published', publicUrl: expect.stringMatching(/^http/) })
  })

  it('gives a file up that WordPress does not take, though it calls it a fault of its own', async () => {
    const channelId = await add()
    // Bytes that are no picture: 500 rest_upload_sideload_error.
    const { id } = await rig.queue({ assetId: await rig.addAsset(), channelId })
    expect(await rig.attempt(id)).toMatchObject({ state: 'dead', problem: 'rest_upload_sideload_error' })
    expect(await posts()).toEqual([])
  })

  it('says in words what is wrong with a password and a role, and that a good channel is good', async () => {
    const test = async (user: string, applicationPassword: string) =>
      testChannel(rig, await add({ credentials: { user, applicationPassword } }), rig.signal)
    const { user, password, readerPassword, adminPassword } = realWordpress!
    expect(await test(user, password)).toMatchObject({ ok: true, problem: null })
    expect(await test(user, 'sai')).toMatchObject({ ok: false, text: expect.stringMatching(/./) })
    expect(await test('reader', readerPassword)).toMatchObject({ ok: false, problem: 'role-too-low' })
    expect(await test('admin', adminPassword)).toMatchObject({ ok: false, problem: 'role-too-high' })
  })

  it('updates what an editor of the site has changed instead of making a second post', async () => {
    const channelId = await add()
    const { assetId } = await publish(channelId)
    const [post] = await posts()
    await askSite(`/posts/${post!.id}`, { content: 'Đã sửa tại trang' }, { method: 'POST' })
    const { id } = await rig.queue({ assetId, channelId, op: 'update' })
    expect((await rig.attempt(id)).state).toBe('published')
    expect(await posts()).toEqual([expect.objectContaining({ id: post!.id })])
  })
})
