import { describe, expect, it } from 'vitest'
import { versionConsequences } from './version-consequences.ts'

const portal = { id: '1', name: 'Cổng tỉnh' }
const site = { id: '2', name: 'Trang Sở' }
const at = (minute: number) => `2026-11-23T03:0${minute}:00.000Z`

describe('what another file means for what was approved', () => {
  it('says where the old file stays and which approved deliveries stop', () => {
    const deliveries = [
      { state: 'published', op: 'publish', updatedAt: at(1), channel: portal },
      { state: 'queued', op: 'publish', updatedAt: at(1), channel: site },
    ] as const
    expect(versionConsequences(deliveries, [])).toEqual({ keeps: ['Cổng tỉnh'], stops: ['Trang Sở'], asks: [] })
  })

  it('looks at the newest delivery of a channel only, and a withdrawn one keeps nothing', () => {
    const deliveries = [
      { state: 'published', op: 'publish', updatedAt: at(1), channel: portal },
      { state: 'withdrawn', op: 'withdraw', updatedAt: at(2), channel: portal },
    ] as const
    expect(versionConsequences(deliveries, []).keeps).toEqual([])
  })

  it('names each channel at whose desk a nomination is open once', () => {
    const nominations = [
      { state: 'open', channel: portal },
      { state: 'open', channel: portal },
      { state: 'returned', channel: site },
    ] as const
    expect(versionConsequences([], nominations).asks).toEqual(['Cổng tỉnh'])
  })
})
