import { z } from 'zod'
import { problemItems } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import type { ChannelKind } from './dialect.ts'
import { pressSettings } from './press-form.ts'
import { superdeskCredentials, superdeskSettings } from './superdesk-form.ts'
import { wordpressCredentials, wordpressSettings } from './wordpress-form.ts'

/** What a kind of channel is told: whether it has an address, which settings it knows, which credentials it needs. */
export type ChannelForm = {
  address: 'required' | 'none'
  /** Shown to staff; every member has a default. */
  settings: z.ZodObject
  /** Sealed at rest, never shown again; null for a kind that needs none. */
  credentials: z.ZodObject | null
}

const forms: Record<ChannelKind, ChannelForm> = {
  'hub-exchange': {
    address: 'required',
    settings: z.strictObject({}),
    // Standard Webhooks: with it the receiver may call back. Without it, it is only asked.
    credentials: z.strictObject({
      webhookSecret: z
        .string()
        .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/)
        .optional(),
    }),
  },
  wordpress: { address: 'required', settings: wordpressSettings, credentials: wordpressCredentials },
  'manual-package': { address: 'none', settings: z.strictObject({}), credentials: null },
  'superdesk-ninjs': { address: 'required', settings: superdeskSettings, credentials: superdeskCredentials },
  mail: { address: 'none', settings: pressSettings, credentials: null },
}

/** The form of a kind. Throws for what is no kind: the contract has refused it before. */
export function channelFormOf(kind: string): ChannelForm {
  const form = forms[kind as ChannelKind]
  if (!form) throw new Error(`no channel of kind ${kind}`)
  return form
}

type Given = { address?: string | undefined; settings?: unknown; credentials?: unknown }
type Kept = { settings: unknown; credentials: string | null }
type Read = { settings: Record<string, never>; credentials: Record<string, string> | null }

/**
 * Reads what a person gave for a channel of a kind, with the defaults of what was left out. With `kept` (an edit), what was not given
 * stands as it is kept. Throws `invalid-request` that names each wrong member.
 */
export function readChannelForm(kind: string, given: Given, kept?: Kept): Read {
  const form = channelFormOf(kind)
  if (form.address === 'required' ? !given.address : given.address)
    throw wrong('address', given.address ? 'unknown' : 'required')
  const settings = z.object({ settings: form.settings }).safeParse({ settings: given.settings ?? kept?.settings ?? {} })
  if (!settings.success) throw new ProblemError('invalid-request', { errors: problemItems(settings.error, 'body') })
  return { settings: settings.data.settings as Read['settings'], credentials: readCredentials(form, given, kept) }
}

function readCredentials(form: ChannelForm, given: Given, kept?: Kept): Record<string, string> | null {
  if (given.credentials === undefined) {
    if (form.credentials && !kept?.credentials && !form.credentials.safeParse({}).success)
      throw wrong('credentials', 'required')
    return null
  }
  if (!form.credentials) throw wrong('credentials', 'unknown')
  const credentials = z.object({ credentials: form.credentials }).safeParse({ credentials: given.credentials })
  if (!credentials.success)
    throw new ProblemError('invalid-request', { errors: problemItems(credentials.error, 'body') })
  return credentials.data.credentials as Record<string, string>
}

const wrong = (member: string, code: string) =>
  new ProblemError('invalid-request', { errors: [{ pointer: `/body/${member}`, code, detail: code }] })
