import { expect, it } from 'vitest'
import { piecesOf, prettyBody, splitAddress } from './pretty-body.ts'

it('spreads JSON over lines and leaves anything else', () => {
  expect(prettyBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}')
  expect(prettyBody('<html>')).toBe('<html>')
})

it('parts what is blacked out from what may be read', () => {
  expect(piecesOf('token: •••, x')).toEqual([
    { secret: false, text: 'token: ' },
    { secret: true, text: '•••' },
    { secret: false, text: ', x' },
  ])
  expect(piecesOf('•••')).toEqual([{ secret: true, text: '•••' }])
})

it('parts the host of an address from its path', () => {
  expect(splitAddress('https://cong.vn/exchange/v1/items?limit=2')).toEqual({
    host: 'cong.vn',
    path: '/exchange/v1/items?limit=2',
  })
  expect(splitAddress('/items')).toEqual({ host: '', path: '/items' })
})
