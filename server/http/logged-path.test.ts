import { describe, expect, it } from 'vitest'
import { loggedPath } from './logged-path.ts'

describe('a path in the log', () => {
  const token = 'ab'.repeat(32)

  it('leaves out the token of a share link, however the path is written', () => {
    for (const path of [`/chia-se/${token}`, `/CHIA-SE/${token}`, `/api/v1/shares/${token}/items/x/picture`])
      expect(loggedPath(path)).not.toContain(token)
    expect(loggedPath(`/api/v1/press/${token}/web`)).toBe('/api/v1/press/-/web')
    expect(loggedPath(`/api/v1/shares/${token}/zip`)).toBe('/api/v1/shares/-/zip')
  })
  it('is as it was otherwise, cut to 300 characters', () => {
    expect(loggedPath('/api/v1/assets')).toBe('/api/v1/assets')
    expect(loggedPath(`/${'x'.repeat(400)}`)).toHaveLength(300)
  })
})
