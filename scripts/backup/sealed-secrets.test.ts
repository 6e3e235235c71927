import { describe, expect, it } from 'vitest'
import { openSecrets, SealBroken, sealSecrets } from './sealed-secrets.ts'

const files = new Map([
  ['session-secret', Buffer.from('mật mã\n')],
  ['signing-key.pem', Buffer.from([0, 255, 10])],
])

describe('sealed secrets', () => {
  it('come back whole with the same passphrase, however its marks were typed', async () => {
    const sealed = await sealSecrets(files, 'một câu thật dài'.normalize('NFD'))
    expect(await openSecrets(sealed, 'một câu thật dài')).toEqual(files)
    expect(sealed).not.toContain(Buffer.from('mật mã\n').toString('base64'))
  })
  it('stay shut for another passphrase', async () => {
    await expect(openSecrets(await sealSecrets(files, 'đúng câu này'), 'sai câu này')).rejects.toThrow(SealBroken)
  })
  it('stay shut when one letter was changed', async () => {
    const sealed = JSON.parse(await sealSecrets(files, 'đúng câu này')) as { data: string }
    const data = Buffer.from(sealed.data, 'base64')
    data[3]! ^= 1
    const changed = JSON.stringify({ ...sealed, data: data.toString('base64') })
    await expect(openSecrets(changed, 'đúng câu này')).rejects.toThrow(SealBroken)
  })
})
