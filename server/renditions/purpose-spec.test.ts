import { describe, expect, it } from 'vitest'
import { cropSpec, isPurposeFile, purposeFileName, purposeSpec } from './purpose-spec.ts'

const plain = { from: 'original', focus: null, mark: null } as const
const mark = { text: 'Báo', logoObjectId: null, corner: 'top-left', opacity: 0.5, size: 0.2 } as const

const asset = '0190f3a1-0000-7000-8000-000000000001'

describe('what a purpose asks for', () => {
  it('is the same file for the same wish, and another for another focal point', () => {
    const at = (x: number) =>
      purposeFileName(asset, 'social-wide', purposeSpec('social-wide', { ...plain, focus: { x, y: 0.5 } }))
    expect(at(0.2)).toBe(at(0.2000001))
    expect(at(0.2)).not.toBe(at(0.3))
  })
  it('is another file for another asset that holds the same bytes', () => {
    const [mine, theirs] = [asset, asset.replace(/1$/, '2')].map(id =>
      purposeFileName(id, 'web', purposeSpec('web', plain)),
    )
    expect(mine).not.toBe(theirs)
  })
  it('shares one print file whatever the focal point and the mark', () => {
    const spec = purposeSpec('print-tiff', { ...plain, focus: { x: 0.1, y: 0.1 }, mark })
    expect(spec).toEqual(purposeSpec('print-tiff', plain))
    expect(spec).toMatchObject({ dpi: 300, colours: 'own', frame: null, mark: null })
  })
  it('keeps a marked file apart from the one without', () => {
    const [bare, marked] = [plain, { ...plain, mark }].map(wish =>
      purposeFileName(asset, 'web', purposeSpec('web', wish)),
    )
    expect(bare).not.toBe(marked)
    expect(isPurposeFile(bare!)).toBe(true)
    expect(isPurposeFile('web')).toBe(false)
  })
  it('of a crop is its box, and of a film the poster that it is cut from', () => {
    const box = { x: 0, y: 0, width: 0.5, height: 0.5 }
    const wishes = [
      cropSpec(box, plain),
      cropSpec({ ...box, width: 0.4 }, plain),
      cropSpec(box, { from: 'poster', poster: 'a', mark: null }),
      cropSpec(box, { from: 'poster', poster: 'b', mark: null }),
    ]
    expect(new Set(wishes.map(wish => purposeFileName(asset, 'crop', wish))).size).toBe(4)
  })
})
