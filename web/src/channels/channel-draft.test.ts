import { describe, expect, it } from 'vitest'
import type { ChannelKindForm, FormField } from '#contracts/channel-admin'
import { newDraft, readDraft, refusedFields } from './channel-draft.ts'

const field = (name: string, over: Partial<FormField> = {}): FormField => ({
  ...{ name, label: name, hint: null, type: 'text', of: 'text', keys: 'text', required: false, initial: null },
  ...{ options: [], columns: [], min: null, max: null, maxLength: null },
  ...over,
})
const form: ChannelKindForm = {
  ...{ kind: 'wordpress', name: 'Trang', hint: '', byHand: false, reconciles: false },
  address: { label: 'Địa chỉ', hint: null },
  settings: [field('status', { type: 'choice', initial: 'publish' })],
  credentials: [field('user', { required: true }), field('password', { type: 'secret', required: true })],
}
const good = { ...newDraft(form), name: 'Cổng tỉnh', address: 'https://cong.vn' }

describe('the form of a channel', () => {
  it('makes the code of the name, and names what is missing of a new one', () => {
    const { faults } = readDraft(form, newDraft(form), false)
    expect(Object.keys(faults).sort()).toEqual(['address', 'code', 'credentials.password', 'credentials.user', 'name'])
    expect(Object.keys(readDraft(form, good, false).faults)).toEqual(['credentials.user', 'credentials.password'])
  })

  it('lets the kept credentials stand where nothing is typed, and replaces them whole', () => {
    expect(readDraft(form, good, true)).toEqual({
      faults: {},
      body: {
        ...{ name: 'Cổng tỉnh', address: 'https://cong.vn', perHour: null, windows: [] },
        settings: { status: 'publish' },
      },
    })
    const half = { ...good, credentials: { user: 'kho', password: '' } }
    expect(readDraft(form, half, true).faults).toEqual({ 'credentials.password': 'required' })
    const whole = { ...good, credentials: { user: 'kho', password: 'x y' } }
    expect(readDraft(form, whole, true).body.credentials).toEqual({ user: 'kho', password: 'x y' })
    expect(readDraft(form, { ...good, forgetCredentials: true }, true).body.credentials).toEqual({})
  })

  it('wants a whole limit and whole windows', () => {
    expect(readDraft(form, { ...good, perHour: '2,5' }, true).faults).toEqual({ perHour: 'range' })
    const windows = [{ id: 0, days: [1], from: '8', to: '7' }]
    expect(readDraft(form, { ...good, windows }, true).faults).toEqual({ windows: 'windows' })
  })

  it('knows the field that the hub refused', () => {
    const pointers = ['/body/settings/recipients/0', '/body/code', '/query/x']
    expect(refusedFields(pointers.map(pointer => ({ pointer })))).toEqual(['settings.recipients', 'code'])
  })
})
