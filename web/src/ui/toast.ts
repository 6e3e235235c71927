import i18next from 'i18next'
import { createElement } from 'react'

export type Toast = {
  message: string
  tone?: 'ok' | 'error'
  /** Shows an undo button for ten seconds. */
  undo?: () => void
}

let needed = () => {}
/** The app mounts the place where toasts appear when the first one comes. */
export function whenToastNeeded(handler: () => void): void {
  needed = handler
}

/** A message that leaves by itself (with `undo` after 10 s, paused under the pointer or focus). Loaded when first needed. */
export async function showToast({ message, tone = 'ok', undo }: Toast): Promise<void> {
  const { notifications, UndoMessage } = await import('./toast-host.tsx')
  needed()
  const id = notifications.show({
    message: undo
      ? createElement(UndoMessage, {
          message,
          label: i18next.t('ui.undo'),
          onUndo: () => {
            notifications.hide(id)
            undo()
          },
        })
      : message,
    color: tone === 'error' ? 'red' : 'accent',
    autoClose: undo ? 10_000 : 6_000,
    closeButtonProps: { 'aria-label': i18next.t('ui.close') },
  })
}
