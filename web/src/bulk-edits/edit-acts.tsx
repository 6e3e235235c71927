import { Button } from '@mantine/core'
import { IconArrowBackUp, IconDownload, IconPlayerStop, IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BulkEdit } from '#contracts/bulk-edit'
import { LinkButton } from '../ui/link-button.tsx'
import classes from './bulk-edits.module.css'
import { Trouble } from './trouble.tsx'
import { type BulkAct, useBulkAct } from './use-bulk-edits.ts'

/** What may be done with it where it stands. */
export function EditActs({ edit: { id, state, counts, undoUntil } }: { edit: BulkEdit }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const act = useBulkAct(id)
  const go = (name: BulkAct) => ({
    loading: act.isPending && act.variables === name,
    onClick: () => act.mutate(name, { onSuccess: () => name === 'discard' && void navigate({ to: '/sua-hang-loat' }) }),
  })
  const ended = state === 'done' || state === 'cancelled'
  return (
    <>
      <div className={classes.acts}>
        {state === 'ready' && counts.ready > 0 && (
          <Button {...go('run')}>{t('bulkEdits.run', { count: counts.ready })}</Button>
        )}
        {state === 'running' && (
          <Button color="red" variant="light" leftSection={<IconPlayerStop size={18} stroke={1.6} />} {...go('cancel')}>
            {t('bulkEdits.stop')}
          </Button>
        )}
        {ended && undoUntil !== null && counts.done > 0 && (
          <Button variant="default" leftSection={<IconArrowBackUp size={18} stroke={1.6} />} {...go('undo')}>
            {t('bulkEdits.undo')}
          </Button>
        )}
        {(state === 'ready' || state === 'checking') && (
          <Button variant="default" leftSection={<IconTrash size={18} stroke={1.6} />} {...go('discard')}>
            {t('bulkEdits.discard')}
          </Button>
        )}
        <Button
          component="a"
          href={`/api/v1/bulk-edits/${id}/report`}
          variant="default"
          leftSection={<IconDownload size={18} stroke={1.6} />}
        >
          {t('bulkEdits.report')}
        </Button>
        <LinkButton to="/sua-hang-loat" variant="subtle">
          {t('bulkEdits.back')}
        </LinkButton>
      </div>
      <Trouble error={act.error} />
    </>
  )
}
