import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './jobs-tab.module.css'

type Props = { workers: number; missingTools: string[] }

/** Whether anybody is at work, and which tool they miss. */
export function WorkerNotice({ workers, missingTools }: Props) {
  const { t } = useTranslation()
  return (
    <>
      {missingTools.length > 0 && (
        <div className={classes.notice} data-tone="warning" role="status">
          <IconAlertTriangle size={18} stroke={1.6} aria-hidden="true" />
          <p>
            <b>{t('operations.jobs.missing', { tools: missingTools.join(', ') })}.</b>{' '}
            {t('operations.jobs.missingText')}
          </p>
        </div>
      )}
      {workers === 0 ? (
        <div className={classes.notice} data-tone="error" role="status">
          <IconAlertTriangle size={18} stroke={1.6} aria-hidden="true" />
          <p>
            <b>{t('operations.jobs.noWorkers')}.</b> {t('operations.jobs.noWorkersText')}
          </p>
        </div>
      ) : (
        <p className={classes.workers}>
          <IconCircleCheck size={18} stroke={1.6} aria-hidden="true" />
          {t('operations.jobs.workers', { count: workers })}
        </p>
      )}
    </>
  )
}
