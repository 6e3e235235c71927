import type { TFunction } from 'i18next'
import { showToast } from '../ui/toast.ts'

/** Puts a text on the clipboard and says so; where there is none (no https) it says the text itself. */
export async function copyText(text: string, said: string, t: TFunction): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    await showToast({ message: said })
  } catch {
    await showToast({ message: t('feeds.notCopied', { address: text }) })
  }
}
