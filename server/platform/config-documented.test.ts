import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const name = '(?:HUB_[A-Z0-9_]+|S3_[A-Z_]+|DATABASE_[A-Z_]*URL|SMTP_URL|CLAMD_URL|MEILI_[A-Z]+)'
// Handed by the hub to a process of its own; nobody sets them.
const inner = new Set(['HUB_AWAIT_ENV', 'HUB_DECODER_UID', 'HUB_DECODER_GID', 'HUB_DECODER_NET'])

/** Every variable that the code reads: a member of the schema of config.ts and its parts, or `env.NAME` anywhere. */
function readVariables(): string[] {
  const sources = ['server', 'workers', 'scripts'].flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts') && !/\.test\.ts$|^(bench|demo|portal-receiver)/.test(file))
      .map(file => ({ file, text: readFileSync(`${folder}/${file}`, 'utf8') })),
  )
  const found = sources.flatMap(({ file, text }) => [
    ...[...text.matchAll(new RegExp(`\\benv\\.(${name})\\b`, 'g'))].map(match => match[1]!),
    ...(/platform\/[a-z-]*config\.ts$/.test(file)
      ? [...text.matchAll(new RegExp(`^ {2}(${name}): (?!this)`, 'gm'))].map(match => match[1]!)
      : []),
  ])
  return [...new Set(found)].filter(variable => !inner.has(variable)).sort()
}

const table = readFileSync('docs/operations.md', 'utf8').split('## Every variable')[1]?.split('\n## ')[0] ?? ''
const documented = new Set(
  table
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .flatMap(line => [...line.split('|')[1]!.matchAll(/`([A-Z0-9_]+)`/g)].map(match => match[1]!)),
)
const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
  services: Record<string, { image?: string; environment?: Record<string, string> }>
}

describe('the configuration', () => {
  const variables = readVariables()
  it('is read from variables that were found', () => {
    expect(variables.length).toBeGreaterThan(35)
    for (const known of ['HUB_DATA_DIR', 'HUB_OIDC_NAME', 'CLAMD_URL', 'S3_ENDPOINT', 'HUB_BACKUP_PASSPHRASE'])
      expect(variables).toContain(known)
  })
  it.each(variables)('%s stands in the table of docs/operations.md', variable => {
    expect(documented).toContain(variable)
  })
  it('has no row for a variable that nothing reads', () => {
    expect([...documented].filter(variable => !variables.includes(variable))).toEqual([])
  })
  it('can be set in compose, but for what belongs to one machine', () => {
    const set = new Set(
      Object.values(compose.services)
        .filter(({ image }) => image === 'asean-media-hub')
        .flatMap(({ environment }) => Object.keys(environment ?? {})),
    )
    // The image listens where it listens, keeps no bytes of its own, and hubctl is run by hand.
    const own = [
      ...['HUB_PORT', 'HUB_ALLOW_HTTP', 'HUB_STAGING_DIR', 'HUB_MIN_FREE_BYTES', 'HUB_BREACHED_PASSWORDS'],
      ...['DATABASE_APP_URL', 'S3_REGION', 'HUB_BACKUP_PASSPHRASE'],
    ]
    expect(variables.filter(variable => !set.has(variable) && !own.includes(variable))).toEqual([])
    expect([...set].filter(variable => !variables.includes(variable))).toEqual([])
  })
})
