import i18next from 'i18next'
import { beforeEach, describe, expect, it } from 'vitest'
import { followLanguage, setLanguage, startI18n } from './i18n.ts'

describe('the language of the account', () => {
  beforeEach(() => {
    localStorage.clear()
    startI18n('vi')
  })

  it('is taken on a device where nobody has chosen one', async () => {
    await followLanguage('en')
    expect(i18next.language).toBe('en')
    expect(document.documentElement.lang).toBe('en')
  })
  it('leaves alone what was chosen on this device', async () => {
    await setLanguage('vi')
    await followLanguage('en')
    expect(i18next.language).toBe('vi')
  })
})
