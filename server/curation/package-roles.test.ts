import { describe, expect, it } from 'vitest'
import { placeItems } from './package-roles.ts'

const kinds = new Map([
  ['a', 'image'],
  ['b', 'image'],
  ['v', 'video'],
  ['s', 'article'],
  ['d', 'document'],
])
const roles = (...items: Parameters<typeof placeItems>[0]) =>
  placeItems(items, kinds).map(each => `${each.position} ${each.assetId} ${each.role}`)

describe('the roles in a package', () => {
  it('puts the story first, features the first picture and keeps the order of the rest', () => {
    expect(roles({ asset: 'a' }, { asset: 's' }, { asset: 'b' }, { asset: 'd' }, { asset: 'v' })).toEqual([
      '0 s lead',
      '1 a feature',
      '2 b gallery',
      '3 d brochure',
      '4 v video',
    ])
  })
  it('takes the first item as the lead where there is no story', () => {
    expect(roles({ asset: 'a' }, { asset: 'b' })).toEqual(['0 a lead', '1 b feature'])
  })
  it('does what was wished, and features no second picture beside it', () => {
    expect(
      roles(
        { asset: 's', role: 'text' },
        { asset: 'a' },
        { asset: 'b', role: 'feature' },
        { asset: 'v', role: 'lead' },
      ),
    ).toEqual(['0 v lead', '1 s text', '2 a gallery', '3 b feature'])
  })
})
