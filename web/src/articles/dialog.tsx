import '@mantine/core/styles/Modal.layer.css'
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './dialog.module.css'

type Props = { title: string; size?: number; onClose: () => void; returnFocus?: boolean; children: ReactNode }

/** A question or a short form over the page; closing it gives the focus back to its button. */
export function Dialog({ title, size = 480, onClose, returnFocus = true, children }: Props) {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      onClose={onClose}
      size={size}
      title={title}
      returnFocus={returnFocus}
      classNames={{ title: classes.title, header: classes.header, body: classes.body }}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {children}
    </Modal>
  )
}
