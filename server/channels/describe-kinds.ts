import { z } from 'zod'
import type { ChannelKindForm, FormField } from '#contracts/channel-admin'
import { channelKinds, kindsByHand } from '#contracts/delivery'
import type { ChannelDeps } from './channel.ts'
import { channelFormOf } from './channel-form.ts'
import { type FieldWords, type KindWords, kindWords, type Said } from './kind-words.ts'

type Language = keyof Said
/** JSON Schema 2020-12, as far as zod writes it for a form's members. */
type Shape = {
  type?: string
  enum?: unknown[]
  default?: FormField['initial']
  items?: Shape
  additionalProperties?: Shape | boolean
  minimum?: number
  maximum?: number
  maxLength?: number
  properties?: Record<string, Shape>
  required?: string[]
}

/** Every kind of channel with its form, drawn from the very schemas that read what a person gives; the words in `language`. */
export function describeKinds(channels: ChannelDeps, language: Language): ChannelKindForm[] {
  return channelKinds.map(kind => {
    const form = channelFormOf(kind)
    const words = kindWords[kind] ?? { name: { vi: kind, en: kind }, hint: { vi: '', en: '' } }
    const { address } = words
    const plainAddress = { vi: 'Địa chỉ', en: 'Address' }
    return {
      kind,
      name: words.name[language],
      hint: words.hint[language],
      byHand: kindsByHand.includes(kind),
      reconciles: channels.of(kind).list !== undefined,
      address:
        form.address === 'required'
          ? { label: (address?.label ?? plainAddress)[language], hint: address?.hint?.[language] ?? null }
          : null,
      settings: describeFields(form.settings, words, language, false),
      credentials: form.credentials ? describeFields(form.credentials, words, language, true) : [],
    }
  })
}

/** The members of an object's schema as fields, in their order. */
export function describeFields(
  schema: z.ZodObject,
  words: Pick<KindWords, 'fields'>,
  language: Language,
  sealed: boolean,
): FormField[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape
  return Object.entries(properties).map(([name, shape]) => {
    const said = words.fields?.[name]
    return {
      name,
      label: said?.label[language] ?? humanName(name),
      hint: said?.hint?.[language] ?? null,
      ...typeOf(name, shape, sealed && !said?.plain),
      columns: columnsOf(shape),
      required: required.includes(name),
      initial: shape.default ?? null,
      options: optionsOf(shape, said, language),
      min: shape.minimum ?? null,
      // JSON Schema writes the largest safe integer where zod names no bound.
      max: shape.maximum === undefined || shape.maximum === Number.MAX_SAFE_INTEGER ? null : shape.maximum,
      maxLength: shape.maxLength ?? null,
    }
  })
}

function typeOf(name: string, shape: Shape, secret: boolean): Pick<FormField, 'type' | 'of' | 'keys'> {
  const of = (inner: Shape | undefined) => (isNumber(inner) ? ('number' as const) : ('text' as const))
  const keys = /^topic/.test(name) ? 'topic' : 'text'
  const plain = { of: of(shape), keys } as const
  if (shape.enum) return { ...plain, type: 'choice' }
  if (shape.type === 'boolean') return { ...plain, type: 'flag' }
  if (isNumber(shape)) return { ...plain, type: 'number' }
  if (shape.type === 'string') return { ...plain, type: secret ? 'secret' : 'text' }
  if (shape.type === 'array' && isSimple(shape.items)) return { keys, of: of(shape.items), type: 'list' }
  if (columnsOf(shape).length > 0) return { ...plain, type: 'rows' }
  const values = shape.additionalProperties
  if (shape.type === 'object' && !shape.properties && typeof values === 'object' && isSimple(values))
    return { keys, of: of(values), type: 'mapping' }
  return { ...plain, type: 'json' }
}

/** The members of a list's things, where each of them is a plain text. */
function columnsOf({ type, items }: Shape): string[] {
  const members = type === 'array' && items?.type === 'object' ? Object.entries(items.properties ?? {}) : []
  return members.every(([, member]) => member.type === 'string' && !member.enum) ? members.map(([name]) => name) : []
}

const isNumber = (shape: Shape | undefined) => shape?.type === 'integer' || shape?.type === 'number'
const isSimple = (shape: Shape | undefined) => isNumber(shape) || shape?.type === 'string'

function optionsOf(shape: Shape, said: FieldWords | undefined, language: Language): FormField['options'] {
  return (shape.enum ?? []).map(String).map(value => ({ value, label: said?.options?.[value]?.[language] ?? value }))
}

/** `maxMediaBytes` as `Max media bytes`: for a field whose words are still to come. */
function humanName(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
