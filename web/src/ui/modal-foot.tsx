import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemText } from '../app/use-problem.ts'
import classes from '../assets/modal-form.module.css'

type Props = { refusal: ProblemText | null; onClose: () => void; children: ReactNode }

/** The end of a dialog: why it was refused, the way out, and the act itself (`children`). */
export function ModalFoot({ refusal, onClose, children }: Props) {
  const { t } = useTranslation()
  return (
    <>
      {refusal && (
        <p className={classes.trouble} role="alert">
          <b>{refusal.title}.</b> {refusal.detail}
        </p>
      )}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        {children}
      </Group>
    </>
  )
}
