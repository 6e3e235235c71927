import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Invitation, InvitationOffer } from '#contracts/identity'
import type { Me, Person } from '#contracts/unit'
import { newId } from '#server/platform/new-id'
import { lettersTo, linkTo } from '../support/read-mail.ts'
import { type TestClient, testClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

const fresh = 'chim bay qua nui buoi chieu'
const tokenOf = (link: string) => new URL(link).hash.slice(1)

describe('links by mail', () => {
  let hub: TestHub
  let administrator: TestClient
  let editor: TestClient
  beforeAll(async () => {
    hub = await startTestHub()
    administrator = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
  })
  afterAll(() => hub.close())
  beforeEach(async () => {
    await hub.deps.db.attempt.deleteMany()
  })
  const emailOf = async (client: TestClient) => (await client.get<Me>('/api/v1/me')).body.email
  const reset = (email: string) => hub.anonymous.post('/api/v1/password-resets', { email })
  const complete = (token: string, word = fresh) =>
    hub.anonymous.post<{ type: string }>('/api/v1/password-resets/completion', { token, password: word })
  const invite = (client: TestClient, body: object) =>
    client.post<{ invitation: Invitation; link: string | null }>('/api/v1/invitations', body)
  const accept = (body: object) => hub.anonymous.post<{ type: string }>('/api/v1/invitations/acceptance', body)

  describe('a password reset', () => {
    it('sets a new password once, ends every session, and tells the owner', async () => {
      const client = await hub.person('Quên mật khẩu', {})
      const email = await emailOf(client)
      expect((await reset(email.toUpperCase())).status).toBe(204)
      const link = await linkTo(hub, email)
      expect((await complete(tokenOf(link), 'Matkhau123456')).body.type).toBe('urn:media-hub:problem:password-refused')
      expect((await complete(tokenOf(link))).status).toBe(204)
      expect((await client.get('/api/v1/me')).status).toBe(401)
      expect((await complete(tokenOf(link), 'mot mat khau nua nhe')).body.type).toBe('urn:media-hub:problem:link-ended')
      await expect(testClient(hub.url).signIn(email, password)).rejects.toThrow('401')
      await testClient(hub.url).signIn(email, fresh)
      await expect.poll(() => lettersTo(hub, email)).toHaveLength(2)
    })

    it('is built from the configured address, whatever Host and X-Forwarded-Host say', async () => {
      const email = await emailOf(await hub.person('Đầu độc', {}))
      const body = JSON.stringify({ email })
      const { port } = new URL(hub.url)
      const status = await new Promise<number>((resolve, reject) => {
        const headers = {
          host: 'evil.example',
          'x-forwarded-host': 'evil.example',
          'x-forwarded-proto': 'https',
          forwarded: 'host=evil.example',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        }
        const call = request({ port, host: '127.0.0.1', method: 'POST', path: '/api/v1/password-resets', headers })
        call.on('response', answer => resolve(answer.resume().statusCode ?? 0)).on('error', reject)
        call.end(body)
      })
      expect(status).toBe(204)
      const link = await linkTo(hub, email)
      expect(link.startsWith(`${hub.deps.config.publicUrl}/dat-lai-mat-khau#`)).toBe(true)
      expect((await lettersTo(hub, email))[0]).not.toContain('evil.example')
    })

    it('answers alike for known, unknown, suspended and too many, and writes only to whom it knows', async () => {
      const email = await emailOf(await hub.person('Có tài khoản', {}))
      const barred = await emailOf(await hub.person('Bị khóa', {}))
      await hub.deps.db.person.update({ where: { email: barred }, data: { suspendedAt: new Date() } })
      const strange = `${newId()}@hub.test`
      const seen = []
      for (const address of [email, barred, strange]) {
        const answers = []
        for (let n = 0; n < 5; n += 1) {
          const answer = await reset(address)
          answers.push([answer.status, { ...(answer.body as object), instance: '' }])
        }
        seen.push(answers)
      }
      expect(seen[1]).toEqual(seen[0])
      expect(seen[2]).toEqual(seen[0])
      expect(seen[0]!.map(([status]) => status)).toEqual([204, 204, 204, 204, 429])
      await linkTo(hub, email, 4)
      expect(await lettersTo(hub, strange)).toEqual([])
      expect(await lettersTo(hub, barred)).toEqual([])
    })

    it('keeps only the hash of the token, which ends after its hour', async () => {
      const email = await emailOf(await hub.person('Chậm', {}))
      await reset(email)
      const token = tokenOf(await linkTo(hub, email))
      const row = await hub.deps.db.passwordReset.findFirstOrThrow({ where: { person: { email } } })
      expect(JSON.stringify(row)).not.toContain(token)
      expect(row.expiresAt.getTime()).toBeLessThanOrEqual(Date.now() + 3600_000)
      await hub.deps.db.passwordReset.update({ where: { id: row.id }, data: { expiresAt: new Date(Date.now() - 1) } })
      expect((await complete(token)).status).toBe(410)
    })

    it('gives one password where two use the link at once', async () => {
      const email = await emailOf(await hub.person('Hai lần', {}))
      await reset(email)
      const token = tokenOf(await linkTo(hub, email))
      const both = await Promise.all([complete(token), complete(token, 'mot mat khau khac nua')])
      expect(both.map(({ status }) => status).sort()).toEqual([204, 410])
    })
  })

  describe('an invitation', () => {
    it('lets a new person set name and password and hold the roles, once', async () => {
      const email = `${newId()}@hub.test`
      const made = await invite(editor, { email, memberships: [{ unit: 'bao', role: 'contributor' }] })
      expect([made.status, made.body.link]).toEqual([201, null])
      const link = await linkTo(hub, email)
      expect(link.startsWith(`${hub.deps.config.publicUrl}/loi-moi#`)).toBe(true)
      const token = tokenOf(link)
      const offer = await hub.anonymous.post<InvitationOffer>('/api/v1/invitations/lookup', { token })
      expect(offer.body).toMatchObject({ email, hasAccount: false, memberships: [{ role: 'contributor' }] })
      expect((await accept({ token })).status).toBe(422)
      expect((await accept({ token, password: fresh })).status).toBe(400)
      expect((await accept({ token, name: 'Người mới', password: fresh })).status).toBe(204)
      expect((await accept({ token, name: 'Kẻ khác', password: 'mot mat khau khac nua' })).status).toBe(410)
      const client = await testClient(hub.url).signIn(email, fresh)
      expect((await client.get<Me>('/api/v1/me')).body).toMatchObject({
        name: 'Người mới',
        memberships: [{ unit: { code: 'bao' }, role: 'contributor' }],
      })
    })

    it('takes no role, unit or address from the one who accepts', async () => {
      const email = `${newId()}@hub.test`
      await invite(editor, { email, memberships: [{ unit: 'bao', role: 'reader' }] })
      const token = tokenOf(await linkTo(hub, email))
      for (const more of [{ hubRoles: ['administrator'] }, { email: 'x@y.vn' }, { memberships: [] }, { id: newId() }])
        expect.soft((await accept({ token, name: 'A', password: fresh, ...more })).status).toBe(400)
    })

    it('is an editor’s for their own unit, and hub roles are an administrator’s', async () => {
      const email = `${newId()}@hub.test`
      const other = await invite(editor, { email, memberships: [{ unit: 'dai', role: 'reader' }] })
      const none = await invite(editor, { email, memberships: [{ unit: 'khong-co-that', role: 'reader' }] })
      expect([other.status, none.status]).toEqual([422, 422])
      const hubRole = { email, hubRoles: ['curator'], memberships: [{ unit: 'bao', role: 'reader' }] }
      expect((await invite(editor, hubRole)).status).toBe(403)
      expect((await invite(editor, { email })).status).toBe(403)
      const made = await invite(administrator, hubRole)
      expect(made.status).toBe(201)
      expect(made.body.link).toBe(await linkTo(hub, email))
      const seen = (await editor.get<{ invitations: Invitation[] }>('/api/v1/invitations')).body.invitations
      expect(seen.map(each => each.id)).not.toContain(made.body.invitation.id)
      expect((await editor.delete(`/api/v1/invitations/${made.body.invitation.id}`)).status).toBe(404)
    })

    it('gives a person who is there already the roles, keeps their password, and tells the inviter nothing', async () => {
      const client = await hub.person('Đã có', {})
      const email = await emailOf(client)
      const roles = { memberships: [{ unit: 'bao', role: 'reader' }] }
      const known = await invite(editor, { email, ...roles })
      const unknown = await invite(editor, { email: `${newId()}@hub.test`, ...roles })
      const shape = (answer: typeof known) => ({
        ...answer.body.invitation,
        id: '',
        email: '',
        createdAt: '',
        expiresAt: '',
      })
      expect(shape(known)).toEqual(shape(unknown))
      const token = tokenOf(await linkTo(hub, email))
      expect((await accept({ token, name: 'Đổi tên', password: fresh })).status).toBe(204)
      expect((await client.get<Me>('/api/v1/me')).body).toMatchObject({
        name: 'Đã có',
        memberships: [{ role: 'reader' }],
      })
      await testClient(hub.url).signIn(email, password)
    })

    it('ends when it is revoked, after seven days, and with its inviter’s right to give it', async () => {
      const link = async () => {
        const email = `${newId()}@hub.test`
        const made = await invite(editor, { email, memberships: [{ unit: 'bao', role: 'reader' }] })
        return { id: made.body.invitation.id, token: tokenOf(await linkTo(hub, email)) }
      }
      const body = { name: 'A', password: fresh }
      const [revoked, old, orphan] = [await link(), await link(), await link()]
      expect((await editor.delete(`/api/v1/invitations/${revoked.id}`)).status).toBe(204)
      expect((await accept({ token: revoked.token, ...body })).status).toBe(410)
      const row = await hub.deps.db.invitation.findUniqueOrThrow({ where: { id: old.id } })
      expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBeGreaterThan(6.99 * 24 * 3600_000)
      expect(row.expiresAt.getTime() - row.createdAt.getTime()).toBeLessThan(7.01 * 24 * 3600_000)
      await hub.deps.db.invitation.update({ where: { id: old.id }, data: { expiresAt: new Date(Date.now() - 1) } })
      expect((await accept({ token: old.token, ...body })).status).toBe(410)
      const mine = { personId: editor.personId }
      await hub.deps.db.membership.updateMany({ where: mine, data: { role: 'reader' } })
      expect((await accept({ token: orphan.token, ...body })).status).toBe(410)
      await hub.deps.db.membership.updateMany({ where: mine, data: { role: 'editor' } })
      expect((await accept({ token: orphan.token, ...body })).status).toBe(204)
    })
  })

  describe('suspension', () => {
    const suspend = (id: string) => administrator.send<{ person: Person }>('PUT', `/api/v1/people/${id}/suspension`)

    it('puts a person out everywhere at their next request, and lets no session begin', async () => {
      const client = await hub.person('Sắp bị khóa', { memberships: [{ unit: 'bao', role: 'editor' }] })
      const email = await emailOf(client)
      const made = await client.post<{ asset: { id: string } }>('/api/v1/articles', { title: 'Bài', html: '<p>x</p>' })
      const { id } = made.body.asset
      const start = Date.now()
      expect((await suspend(client.personId)).body.person.suspendedAt).not.toBeNull()
      for (const path of ['/api/v1/me', `/api/v1/assets/${id}`, '/api/v1/units', '/api/v1/me/sessions'])
        expect.soft([401, 404], path).toContain((await client.get(path)).status)
      const change = { currentPassword: password, newPassword: fresh }
      expect((await client.post('/api/auth/change-password', change)).status).toBe(401)
      expect(Date.now() - start).toBeLessThan(5000)
      await expect(testClient(hub.url).signIn(email, password)).rejects.toThrow('401')
      const strip = (answer: { status: number; body: unknown }) => [
        answer.status,
        { ...(answer.body as object), instance: '' },
      ]
      const signIn = (word: string) => hub.anonymous.post('/api/auth/sign-in/email', { email, password: word })
      expect(strip(await signIn(password))).toEqual(strip(await signIn('sai-mat-khau-roi')))
    })

    it('does not bring old sessions back when it is lifted', async () => {
      const client = await hub.person('Được mở lại', {})
      const email = await emailOf(client)
      await suspend(client.personId)
      const lifted = await administrator.send<{ person: Person }>(
        'DELETE',
        `/api/v1/people/${client.personId}/suspension`,
      )
      expect(lifted.body.person.suspendedAt).toBeNull()
      expect((await client.get('/api/v1/me')).status).toBe(401)
      await testClient(hub.url).signIn(email, password)
    })

    it('is not for oneself, so that an administrator always remains', async () => {
      expect((await suspend(administrator.personId)).status).toBe(409)
    })

    it('is recorded, and so are invitations and resets', async () => {
      const acts = await hub.deps.db.auditEntry.findMany({ distinct: ['act'], select: { act: true } })
      expect(acts.map(({ act }) => act)).toEqual(
        expect.arrayContaining([
          'person.suspend',
          'person.readmit',
          'invitation.create',
          'invitation.accept',
          'invitation.revoke',
          'person.password-reset',
        ]),
      )
    })
  })
})
