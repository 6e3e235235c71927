import type { ChannelKindForm, FormField } from '#contracts/channel-admin'
import type { Channel } from '#contracts/delivery'
import { foldWords } from '../articles/fold-words.ts'
import { type DraftValue, draftOf, type Fault, readField } from './field-value.ts'
import { type WindowDraft, windowFault, windowOf } from './sending-windows.ts'

export type ChannelDraft = {
  name: string
  code: string
  unit: string
  kind: Channel['kind']
  address: string
  perHour: string
  windows: WindowDraft[]
  settings: Record<string, DraftValue>
  /** Empty where what is kept shall stand. */
  credentials: Record<string, DraftValue>
  forgetCredentials: boolean
}
/** By field: `name`, `code`, `address`, `perHour`, `windows`, `settings.<name>`, `credentials.<name>`. */
export type Faults = Record<string, Fault | 'address' | 'code' | 'windows'>
type Values = Record<string, FormField['initial']>
export type ChannelBody = {
  name: string
  unit?: string
  address?: string
  perHour: number | null
  windows: Channel['windows']
  settings: Values
  credentials?: Record<string, string>
}

/** A new channel of a kind, or one that is edited. */
export function newDraft(form: ChannelKindForm, kept?: Channel): ChannelDraft {
  return {
    name: kept?.name ?? '',
    code: kept?.code ?? '',
    unit: kept?.unit.code ?? '',
    kind: form.kind,
    address: kept?.address ?? '',
    perHour: kept?.perHour ? String(kept.perHour) : '',
    windows: (kept?.windows ?? []).map((window, id) => ({ id, ...window, days: [...window.days] })),
    settings: Object.fromEntries(form.settings.map(field => [field.name, draftOf(field, kept?.settings[field.name])])),
    credentials: Object.fromEntries(form.credentials.map(field => [field.name, draftOf(field, undefined)])),
    forgetCredentials: false,
  }
}

/** What stands in the code's field while nobody has typed one. */
export function codeOf(name: string): string {
  return foldWords(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
}

const goodCode = /^[a-z0-9][a-z0-9-]{0,63}$/
const goodAddress = /^https?:\/\/\S+$/

/** Reads the whole form. `kept`: the channel has credentials already, which stand where nothing is typed. */
export function readDraft(
  form: ChannelKindForm,
  draft: ChannelDraft,
  kept: boolean,
): { body: ChannelBody; faults: Faults } {
  const faults: Faults = {}
  const settings = readFields(form.settings, draft.settings, 'settings', faults)
  const perHour = draft.perHour.trim() === '' ? null : Number(draft.perHour)
  if (draft.name.trim() === '') faults.name = 'required'
  if (!goodCode.test(draft.code || codeOf(draft.name))) faults.code = 'code'
  if (form.address && !goodAddress.test(draft.address.trim())) faults.address = 'address'
  if (perHour !== null && !(Number.isInteger(perHour) && perHour >= 1 && perHour <= 10_000)) faults.perHour = 'range'
  if (draft.windows.some(windowFault)) faults.windows = 'windows'
  const credentials = readCredentials(form, draft, kept, faults)
  const body = {
    name: draft.name.trim(),
    ...(draft.unit ? { unit: draft.unit } : {}),
    ...(form.address ? { address: draft.address.trim() } : {}),
    ...{ perHour, settings, windows: draft.windows.map(windowOf) },
    ...(credentials ? { credentials } : {}),
  }
  return { body, faults }
}

function readFields(fields: FormField[], drafts: Record<string, DraftValue>, where: string, faults: Faults): Values {
  const values: Values = {}
  for (const field of fields) {
    const read = readField(field, drafts[field.name] ?? '')
    if ('fault' in read) faults[`${where}.${field.name}`] = read.fault
    else if (read.value !== undefined) values[field.name] = read.value
  }
  return values
}

/** All of them or none: the hub replaces what it keeps as a whole. */
function readCredentials(form: ChannelKindForm, draft: ChannelDraft, kept: boolean, faults: Faults) {
  if (form.credentials.length === 0) return null
  if (draft.forgetCredentials) return {}
  const typed = form.credentials.some(field => String(draft.credentials[field.name] ?? '').trim() !== '')
  if (!typed && (kept || !form.credentials.some(field => field.required))) return null
  return readFields(form.credentials, draft.credentials, 'credentials', faults) as Record<string, string>
}

/** The fields that the hub refused, by where its answer points: `/body/settings/recipients/0` is `settings.recipients`. */
export function refusedFields(errors: readonly { pointer: string }[]): string[] {
  return errors.flatMap(({ pointer }) => {
    const [, member, name] = /^\/body\/(\w+)(?:\/(\w+))?/.exec(pointer) ?? []
    if (!member) return []
    return name && (member === 'settings' || member === 'credentials') ? [`${member}.${name}`] : [member]
  })
}
