import { z } from 'zod'
import { checkAddress } from './check-address.ts'

const address = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine(isPlain, { error: 'https-required' })

/** Of a channel of this kind. */
export const superdeskSettings = z.strictObject({
  /**
   * Which ninjs is spoken. `superdesk`: the ninjs 1.x that Superdesk, Newsroom and Web Publisher write and read (`guid`, `body_html`,
   * renditions by name). `3.1`: IPTC ninjs 3.1, for a receiver that was written for it.
   */
  ninjs: z.enum(['superdesk', '3.1']).default('superdesk'),
  /** Where files go; without it what stands beside the address: `/push` has `/push_binary`, everything else `/assets` below it. */
  assets: address.optional(),
  /** Where an item's page is, with `{id}` for the item's name there; without it the hub knows of its arrival and no more. */
  page: z
    .string()
    .max(500)
    .refine(value => value.includes('{id}') && isPage(value))
    .optional(),
  /** The receiver says nowhere how large a file may be. */
  maxMediaMegabytes: z.int().min(1).max(4096).default(64),
})
/** The key that both sides know: each request is signed with it. */
export const superdeskCredentials = z.strictObject({ key: z.string().min(8).max(500) })

/** The address of files of a channel (see `assets` above). */
export function assetsOf(channel: { address: string; settings: Readonly<Record<string, unknown>> }): string {
  const { assets } = superdeskSettings.parse(channel.settings)
  const push = channel.address.replace(/\/+$/, '')
  return assets?.replace(/\/+$/, '') ?? (push.endsWith('/push') ? `${push}_binary` : `${push}/assets`)
}

function isPlain(value: string): boolean {
  try {
    checkAddress(value)
    return true
  } catch {
    return false
  }
}

function isPage(value: string): boolean {
  const address = value.replaceAll('{id}', 'x')
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol)
}
