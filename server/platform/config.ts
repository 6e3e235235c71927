import { isIP } from 'node:net'
import { resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { type ClamdAddress, clamdVariable } from './clamd-config.ts'
import { type OpenIdConfig, openIdVariables, readOpenId } from './open-id-config.ts'
import { readAllowed } from './outbound-address.ts'
import { type EngineConfig, readEngine, searchVariables } from './search-config.ts'
import { readStore, type StoreConfig, storeVariables } from './store-config.ts'

/** Where rows live: an embedded cluster in the data directory, or a server named by URL. */
export type DatabaseConfig = { kind: 'embedded' } | { kind: 'server'; ownerUrl: string; appUrl: string | null }

export type Config = {
  dataDir: string
  port: number
  bind: string
  publicUrl: string
  database: DatabaseConfig
  store: StoreConfig
  logLevel: string
  outboundAllow: readonly string[]
  maxUploadBytes: number
  /** How fast stored bytes are proved again, and after how many days each is due. */
  fixity: { bytesPerSecond: number; everyDays: number }
  /** Where resumable uploads wait until they are whole: a folder that every server and every worker sees. */
  stagingDir: string
  /** Bytes that uploads leave free on the volumes of this machine, the staging folder's and the filesystem store's. */
  minFreeBytes: number
  /** How long an upload's line may stay below 1 KiB/s before it is cut, in seconds. */
  uploadIdleSeconds: number
  admin: { email: string | null; password: string | null }
  roles: 'media' | 'outbound' | 'all'
  /** Single sign-on, where there is one. */
  openId: OpenIdConfig | null
  /** Whether people with a hub role must have a second factor. */
  requireTotp: boolean
  /** A file of breached passwords beside the bundled list; null where there is none. */
  breachedPasswords: string | null
  /** Peers whose X-Forwarded-For is believed: addresses and CIDR ranges. */
  trustedProxies: readonly string[]
  /** Whether searches, bytes and uploads are counted by person and address; off where a proxy in front does it. */
  limitRequests: boolean
  mail: MailConfig
  /** A folder whose files are taken in, in this person's name; null where none is watched. `settleSeconds`: for how long a file must stand still. */
  watch: { directory: string; person: string; unit: string | null; settleSeconds: number } | null
  /** The malware scanner; null where none is connected. */
  clamd: ClamdAddress | null
  /** Where receivers without an API leave receipts as files; null where there is no such folder. */
  receiptDir: string | null
  /** Of deliveries: milliseconds that an item call, a question and a file get; null for the usual ones. `pace` multiplies every pause between attempts. */
  delivery: { timeouts: { item: number; ask: number; media: number } | null; pace: number }
  /** Origins whose live streams may be shown in a frame, beside the known providers. */
  embedOrigins: readonly string[]
  /** The largest file that is fetched with a relayed item. */
  intakeMediaBytes: number
  /** The search engine beside Postgres; null where Postgres alone answers. */
  engine: EngineConfig | null
}
/** Where mail goes: an SMTP server, or `.eml` files in `directory`. `from` is an address. */
export type MailConfig = { smtpUrl: string | null; directory: string; from: string }

/** Every variable that is wrong, at once. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

function list(value: string): string[] {
  return value
    .split(',')
    .map(part => part.trim())
    .filter(Boolean)
}
const areOrigins = (values: readonly string[]) =>
  values.every(value => URL.canParse(value) && new URL(value).origin === value && /^https?:/.test(value))
const areRanges = (ranges: readonly string[]) =>
  ranges.every(range => ipaddr.isValid(range) || ipaddr.isValidCIDR(range))
const optional = z.string().min(1).optional()
const deliveryTimeouts = z
  .string()
  .regex(/^\d{2,6},\d{2,6},\d{2,6}$/, 'must be three numbers of milliseconds: item,question,file')
  .optional()
  .transform(value => {
    if (value === undefined) return null
    const [item, ask, media] = value.split(',').map(Number)
    return { item: item!, ask: ask!, media: media! }
  })
const schema = z.object({
  HUB_DATA_DIR: z.string().min(1).default('./data'),
  HUB_PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HUB_BIND: z
    .string()
    .refine(v => isIP(v) > 0, 'must be an IP address')
    .default('127.0.0.1'),
  HUB_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  HUB_ALLOW_HTTP: z.enum(['0', '1']).default('0'),
  HUB_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  HUB_OUTBOUND_ALLOW: z
    .string()
    .default('')
    .transform(v => v.split(',').map(entry => entry.trim()))
    .transform(entries => entries.filter(Boolean))
    .refine(isAllowList, 'must be entries of CIDR:port, as 127.0.0.1/32:4010'),
  // Renditions, the database and its log live on the same volume as a rule.
  HUB_MIN_FREE_BYTES: z.coerce.number().int().min(0).default(1_073_741_824),
  HUB_FIXITY_BYTES_PER_SECOND: z.coerce.number().int().min(65_536).default(20_971_520),
  HUB_FIXITY_DAYS: z.coerce.number().int().min(1).max(3650).default(30),
  HUB_MAX_UPLOAD_BYTES: z.coerce.number().int().min(1).default(21_474_836_480),
  HUB_STAGING_DIR: optional,
  HUB_RECEIPT_DIR: optional,
  HUB_EMBED_ORIGINS: z
    .string()
    .default('')
    .transform(list)
    .refine(areOrigins, 'must be origins, as https://video.example'),
  HUB_INTAKE_MEDIA_BYTES: z.coerce.number().int().min(1_048_576).default(2_147_483_648),
  HUB_UPLOAD_IDLE_SECONDS: z.coerce.number().min(0.2).max(3600).default(30),
  HUB_ADMIN_EMAIL: z.email().optional(),
  HUB_ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').max(256).optional(),
  HUB_WORKER_ROLES: z.enum(['media', 'outbound', 'all']).default('all'),
  ...openIdVariables,
  HUB_REQUIRE_TOTP: z.enum(['0', '1']).optional(),
  HUB_BREACHED_PASSWORDS: optional,
  HUB_TRUSTED_PROXIES: z.string().default('').transform(list).refine(areRanges, 'must be addresses or CIDR ranges'),
  HUB_LIMIT_REQUESTS: z.enum(['0', '1']).default('1'),
  HUB_MAIL_FROM: z.email().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  DATABASE_URL: optional,
  DATABASE_APP_URL: optional,
  CLAMD_URL: clamdVariable,
  HUB_WATCH_DIR: optional,
  HUB_WATCH_PERSON: z.email().optional(),
  HUB_WATCH_UNIT: optional,
  HUB_WATCH_SETTLE_SECONDS: z.coerce.number().min(0.05).max(50).default(10),
  ...storeVariables,
  ...searchVariables,
  HUB_DELIVERY_TIMEOUTS: deliveryTimeouts,
  HUB_DELIVERY_PACE: z.coerce.number().min(0.0001).max(1).default(1),
})
type Env = z.infer<typeof schema>

function isAllowList(entries: readonly string[]): boolean {
  try {
    return readAllowed(entries).length === entries.length
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** Reads the environment once. Throws ConfigError that names every bad variable. Empty variables count as not set. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('\n'))
  }
  const values = parsed.data
  const dataDir = resolve(values.HUB_DATA_DIR)
  const publicUrl = (values.HUB_PUBLIC_URL ?? `http://127.0.0.1:${values.HUB_PORT}`).replace(/\/+$/, '')
  refuseOpenHttp(values, publicUrl)
  return {
    dataDir,
    port: values.HUB_PORT,
    bind: values.HUB_BIND,
    publicUrl,
    database: values.DATABASE_URL
      ? { kind: 'server', ownerUrl: values.DATABASE_URL, appUrl: values.DATABASE_APP_URL ?? null }
      : { kind: 'embedded' },
    store: wholeStore(values, dataDir),
    logLevel: values.HUB_LOG_LEVEL,
    outboundAllow: values.HUB_OUTBOUND_ALLOW,
    maxUploadBytes: values.HUB_MAX_UPLOAD_BYTES,
    fixity: { bytesPerSecond: values.HUB_FIXITY_BYTES_PER_SECOND, everyDays: values.HUB_FIXITY_DAYS },
    stagingDir: values.HUB_STAGING_DIR ? resolve(values.HUB_STAGING_DIR) : resolve(dataDir, 'staging'),
    minFreeBytes: values.HUB_MIN_FREE_BYTES,
    uploadIdleSeconds: values.HUB_UPLOAD_IDLE_SECONDS,
    admin: { email: values.HUB_ADMIN_EMAIL ?? null, password: values.HUB_ADMIN_PASSWORD ?? null },
    roles: values.HUB_WORKER_ROLES,
    openId: wholeOpenId(values),
    requireTotp: values.HUB_REQUIRE_TOTP ? values.HUB_REQUIRE_TOTP === '1' : !isLoopback(values, publicUrl),
    breachedPasswords: values.HUB_BREACHED_PASSWORDS ? resolve(values.HUB_BREACHED_PASSWORDS) : null,
    trustedProxies: values.HUB_TRUSTED_PROXIES,
    limitRequests: values.HUB_LIMIT_REQUESTS === '1',
    clamd: values.CLAMD_URL,
    watch: readWatch(values),
    embedOrigins: values.HUB_EMBED_ORIGINS,
    intakeMediaBytes: values.HUB_INTAKE_MEDIA_BYTES,
    receiptDir: values.HUB_RECEIPT_DIR ? resolve(values.HUB_RECEIPT_DIR) : null,
    mail: {
      smtpUrl: values.SMTP_URL ?? null,
      directory: resolve(dataDir, 'mail'),
      from: values.HUB_MAIL_FROM ?? `kho-tu-lieu@${new URL(publicUrl).hostname}`,
    },
    engine: readEngine(values),
    delivery: { timeouts: values.HUB_DELIVERY_TIMEOUTS, pace: values.HUB_DELIVERY_PACE },
  }
}

/** A folder needs somebody in whose name its files come, and a name without a folder is a slip of the pen. */
function readWatch(values: Env): Config['watch'] {
  const { HUB_WATCH_DIR: directory, HUB_WATCH_PERSON: person, HUB_WATCH_UNIT: unit } = values
  if (!directory && !person && !unit) return null
  const missing = [directory ? null : 'HUB_WATCH_DIR', person ? null : 'HUB_WATCH_PERSON'].filter(name => name !== null)
  if (missing.length > 0) throw new ConfigError(missing.map(name => `${name}: needed to watch a folder`).join('\n'))
  return {
    directory: resolve(directory!),
    person: person!,
    unit: unit ?? null,
    settleSeconds: values.HUB_WATCH_SETTLE_SECONDS,
  }
}

const bindsLoopback = (values: Env) => values.HUB_BIND === '::1' || values.HUB_BIND.startsWith('127.')

/** A hub behind a proxy of this machine listens on loopback and is yet seen from elsewhere: its public address says so. */
function isLoopback(values: Env, publicUrl: string): boolean {
  const { hostname } = new URL(publicUrl)
  return bindsLoopback(values) && (hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.'))
}

function refuseOpenHttp(values: Env, publicUrl: string): void {
  const loopback = bindsLoopback(values)
  if (!loopback && !publicUrl.startsWith('https:') && values.HUB_ALLOW_HTTP !== '1') {
    throw new ConfigError(
      'HUB_BIND: listening beyond loopback needs HUB_PUBLIC_URL with https (a TLS proxy in front), or HUB_ALLOW_HTTP=1 on a trusted network',
    )
  }
}

function wholeStore(values: Env, dataDir: string): StoreConfig {
  const found = readStore(values, { dataDir, minFreeBytes: values.HUB_MIN_FREE_BYTES })
  if (!('missing' in found)) return found
  throw new ConfigError(found.missing.map(name => `${name}: needed with the other S3_ variables`).join('\n'))
}

function wholeOpenId(values: Env): OpenIdConfig | null {
  const found = readOpenId(values)
  if (found === null || !('missing' in found)) return found
  throw new ConfigError(found.missing.map(name => `${name}: needed with the other HUB_OIDC_ variables`).join('\n'))
}
