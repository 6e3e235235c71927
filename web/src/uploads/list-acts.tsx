import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../ui/link-button.tsx'
import { FileButtons } from './file-buttons.tsx'
import type { Totals } from './queue-totals.ts'
import classes from './upload-page.module.css'
import type { Queue } from './upload-queue.ts'
import { dispatch, holdItems, resumeItems } from './upload-store.ts'

type Props = { queue: Queue; all: Totals; onFiles: (files: File[]) => void }

/** More files, and pause or resume for the whole batch. */
export function HeadActs({ queue, all, onFiles }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <FileButtons onFiles={onFiles} />
      {all.active && (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={18} stroke={1.6} />}
          onClick={() => holdItems(queue.items)}
        >
          {t('uploads.pause')}
        </Button>
      )}
      {!all.active && all.paused > 0 && (
        <Button leftSection={<IconPlayerPlay size={18} stroke={1.6} />} onClick={() => resumeItems(queue.items)}>
          {t('uploads.resume')}
        </Button>
      )}
    </>
  )
}

/** Below the list: where the finished ones are. */
export function Afterwards({ all }: { all: Totals }) {
  const { t } = useTranslation()
  if (all.done === 0) return <p className={`${classes.after} dim small`}>{t('uploads.drop.more')}</p>
  return (
    <div className={classes.after}>
      <LinkButton to="/kho" variant="default">
        {t('uploads.toLibrary')}
      </LinkButton>
      <Button variant="subtle" onClick={() => dispatch({ type: 'tidied' })}>
        {t('uploads.tidy')}
      </Button>
    </div>
  )
}
