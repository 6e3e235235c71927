import { z } from 'zod'

/** Where the malware scanner listens: the options of `net.connect`. */
export type ClamdAddress = { host: string; port: number } | { path: string }

/** `CLAMD_URL`: `tcp://host:port` or `unix:/path/of/the/socket`; without it nothing is scanned. */
export const clamdVariable = z
  .string()
  .optional()
  .transform((value, context): ClamdAddress | null => {
    if (value === undefined) return null
    const address = readClamdUrl(value)
    if (!address) context.addIssue({ code: 'custom', message: 'must be tcp://host:port or unix:/path' })
    return address
  })

function readClamdUrl(value: string): ClamdAddress | null {
  const path = /^unix:(?:\/\/)?(\/[^\0]+)$/.exec(value)?.[1]
  if (path) return { path }
  const url = URL.canParse(value) ? new URL(value) : null
  if (url?.protocol !== 'tcp:' || !url.hostname || !url.port || url.pathname.length > 1) return null
  // An IPv6 address stands in brackets in a URL and without them everywhere else.
  return { host: url.hostname.replace(/^\[(.+)\]$/, '$1'), port: Number(url.port) }
}
