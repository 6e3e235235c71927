import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPasswordRules, type PasswordRules } from './password-rules.ts'

const codeOf = async (rules: PasswordRules, password: string) =>
  rules.check(password, '/body/password').then(
    () => 'taken',
    error => error.errors[0].code as string,
  )

describe('the rules for passwords', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hub-passwords-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('ask for 12 to 256 characters, counted as people count them, and for no kinds of characters', async () => {
    const rules = await openPasswordRules(null)
    expect(await codeOf(rules, 'mười một chữ')).toBe('taken')
    expect(await codeOf(rules, 'ngắn quá rồi'.slice(1))).toBe('too-short')
    expect(await codeOf(rules, '🏔'.repeat(11))).toBe('too-short')
    expect(await codeOf(rules, 'ừ'.normalize('NFD').repeat(256))).toBe('taken')
    expect(await codeOf(rules, `${'ab'.repeat(128)}c`)).toBe('too-long')
    expect(await codeOf(rules, 'chim bay ve nui toi roi')).toBe('taken')
  })

  it.each(['password12345', 'Anhyeuem12345', 'MATKHAU123456', '123456789012', 'aaaaaaaaaaaaaaaa', 'tayninh@2025'])(
    'refuse %s, which everybody tries first',
    async password => {
      expect(await codeOf(await openPasswordRules(null), password)).toBe('breached')
    },
  )

  it.each([40, 20])('find every password of a sorted file of %i hexadecimal digits, and no other', async digits => {
    const words = Array.from({ length: 500 }, (_, n) => `mot tu rat dai so ${n}`)
    const lines = words.map(
      word => `${createHash('sha1').update(word).digest('hex').slice(0, digits).toUpperCase()}:${word.length}`,
    )
    const file = join(folder, `hashes-${digits}.txt`)
    await writeFile(file, `${lines.sort().join('\r\n')}\r\n`)
    const rules = await openPasswordRules(file)
    for (const word of words) expect.soft(await codeOf(rules, word), word).toBe('breached')
    for (let n = 500; n < 700; n += 1) expect.soft(await codeOf(rules, `mot tu rat dai so ${n}`)).toBe('taken')
    await rules.close()
  })

  it('find the passwords of a file of plain lines, in whatever case', async () => {
    const file = join(folder, 'lines.txt')
    await writeFile(file, 'Một câu ai cũng biết\nfoo\n')
    const rules = await openPasswordRules(file)
    expect(await codeOf(rules, 'một câu AI cũng biết')).toBe('breached')
    expect(await codeOf(rules, 'một câu chẳng ai biết')).toBe('taken')
  })
})
