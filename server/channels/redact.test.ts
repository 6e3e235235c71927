import { describe, expect, it } from 'vitest'
import { redactHeaders, redactText } from './redact.ts'

describe('what is kept of an exchange', () => {
  it('blacks out authorisation, cookies, signatures and keys, whatever their case', () => {
    const shown = redactHeaders({
      Authorization: 'Basic YWRtaW46bWF0LWtoYXU=',
      'Set-Cookie': 'sid=1',
      signature: 'sig=:abc:',
      'Signature-Input': 'sig=()',
      'x-superdesk-signature': 'sha1=ab',
      'X-API-Key': 'k',
      'content-type': 'application/json',
      'content-digest': 'sha-256=:x:',
    })
    expect(shown).toEqual({
      authorization: '•••',
      'set-cookie': '•••',
      signature: '•••',
      'signature-input': '•••',
      'x-superdesk-signature': '•••',
      'x-api-key': '•••',
      'content-type': 'application/json',
      'content-digest': 'sha-256=:x:',
    })
  })

  it('blacks out secret members of JSON and of addresses, and leaves the rest as it was', () => {
    expect(redactText('{"title":"Núi","access_token":"a\\"b","nested":{"Password":"x"}}')).toBe(
      '{"title":"Núi","access_token":"•••","nested":{"Password":"•••"}}',
    )
    expect(redactText('https://cong.vn/x?id=1&access_token=abc&v=2')).toBe(
      'https://cong.vn/x?id=1&access_token=•••&v=2',
    )
  })
})
