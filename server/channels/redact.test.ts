import { describe, expect, it } from 'vitest'
import { redactHeaders, redactKnown, redactText } from './redact.ts'

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

  it.each([
    ['the secret of callbacks', 'whsec_c2VjcmV0LW9mLWNhbGxiYWNrcy0xMjM0NTY3ODkw'],
    ['an application password', 'abcd EFGH ijkl MNOP'],
    ['a key with quotes and signs', 'a"b\\c&d=e+f/g'],
    ['the address of an upload', 'https://upload.test/?upload_id=xyz123'],
  ])('blacks out %s wherever a receiver or an address shows it', (_, secret) => {
    const encoded = Buffer.from(secret).toString('base64')
    const shown = [`<p>${secret}</p>`, JSON.stringify({ echo: secret }), `?x=${encodeURIComponent(secret)}`, encoded]
    for (const text of shown) {
      const kept = redactKnown(text, [secret])
      expect(kept).toContain('•••')
      expect([secret, encodeURIComponent(secret), encoded].filter(form => kept.includes(form))).toEqual([])
    }
    expect(redactKnown('Ảnh: Trần Văn B', [secret, 'Văn'])).toBe('Ảnh: Trần Văn B')
  })
})
