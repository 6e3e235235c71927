import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './jobs-tab.module.css'

type Props = { workers: number; missingTools: string[] }

/** Whether anybody is at work, and which tool they miss. */
export function WorkerNotice({ workers, missingTools }: Props) {
  const { t } = useTranslation()
  // The scanner is a service to connect, not a program to install.
  const tools = missingTools.filter(tool => tool !== 'clamd')
  return (
    <>
      {missingTools.includes('clamd') && (
        <div className={classes.notice} data-tone="warning" role="status">
          <IconAlertTriangle size={18} stroke={1.6} aria-hidden="true" />
          <p>
            <b>{t('operations.jobs.noScanner')}.</b> {t('operations.jobs.noScannerText')}
          </p>
        </div>
      )}
      {tools.length > 0 && (
        <div className={classes.notice} data-tone="warning" role="status">
          <IconAlertTriangle size={18} stroke={1.6} aria-hidden="true" />
          <p>
            <b>{t('operations.jobs.missing', { tools: tools.join(', ') })}.</b> {t('operations.jobs.missingText')}
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
