import { describe, expect, it } from 'vitest'
import type { AssetVersion } from '#contracts/version'
import { lookOf } from './version-look.ts'

const version = (contentType: string | null, scan: AssetVersion['scan'] = 'clean') =>
  ({ file: contentType && { contentType }, scan }) as AssetVersion

describe('two versions beside each other', () => {
  it('are shown as what a browser shows of both', () => {
    expect(lookOf(version('image/jpeg'), version('image/png', null))).toBe('pictures')
    expect(lookOf(version('application/pdf'), version('application/pdf'))).toBe('pages')
    expect(lookOf(version('video/mp4'), version('video/webm'))).toBe('players')
    expect(lookOf(version('audio/mpeg'), version('audio/wav'))).toBe('players')
  })

  it('are told by their facts where one cannot be shown, is gone, or is held back', () => {
    expect(lookOf(version('image/tiff'), version('image/jpeg'))).toBe('facts')
    expect(lookOf(version(null), version('image/jpeg'))).toBe('facts')
    expect(lookOf(version('image/jpeg', 'infected'), version('image/jpeg'))).toBe('facts')
    expect(lookOf(version('image/jpeg'), version('image/jpeg', 'waiting'))).toBe('facts')
  })
})
