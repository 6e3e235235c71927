import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

type Service = {
  image?: string
  networks?: string[]
  ports?: string[]
  environment?: Record<string, string>
  cap_drop?: string[]
}
const compose = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }) as {
  services: Record<string, Service>
  networks: Record<string, { internal?: boolean } | null>
}

// No container engine runs here: what the file promises is read out of it.
describe('docker-compose.yml', () => {
  it('pins each image that it does not build', () => {
    const images = Object.values(compose.services).map(({ image }) => image)
    for (const image of images) expect(image).toMatch(/^asean-media-hub$|:v?\d+\.\d+(\.\d+)?$/)
  })
  it('lets only the proxy listen outside', () => {
    const open = Object.entries(compose.services).filter(([, { ports }]) => ports)
    expect(open.map(([name]) => name)).toEqual(['caddy'])
  })
  it('gives what opens hostile files no way out', () => {
    const worker = compose.services['media-worker']!
    expect(worker.environment?.HUB_WORKER_ROLES).toBe('media')
    for (const network of worker.networks!) expect(compose.networks[network]?.internal).toBe(true)
    expect(compose.services['outbound-worker']!.networks).toContain('outside')
  })
  it('holds no secret of its own', () => {
    for (const { environment } of Object.values(compose.services))
      for (const [name, value] of Object.entries(environment ?? {}))
        if (/PASSWORD|SECRET|MASTER_KEY/.test(name)) expect(value).toMatch(/^\$\{\w+(:[-?][^}]*)?\}$/)
  })
})
