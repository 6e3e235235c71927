import { Button } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck, IconUserCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { DeskBatchAnswer } from '#contracts/desk'
import type { Nomination } from '#contracts/nomination'
import { Dialog } from '../articles/dialog.tsx'
import classes from './batch-results.module.css'

type Props = { of: Nomination[]; answer: DeskBatchAnswer; onClose: () => void }

/** What became of each: what did not pass first, with the reason. */
export function BatchResults({ of, answer, onClose }: Props) {
  const { t } = useTranslation()
  const titles = new Map(of.map(one => [one.id, one.asset.title]))
  const results = answer.results.toSorted((one, other) => Number(one.ok) - Number(other.ok))
  const done = results.filter(one => one.ok).length
  return (
    <Dialog
      onClose={onClose}
      size={560}
      title={t('curation.desk.batch.done', { count: done, all: results.length })}
      returnFocus={false}
    >
      <ul className={classes.list}>
        {results.map(result => {
          const Icon = !result.ok ? IconAlertCircle : result.waitsForSecond ? IconUserCheck : IconCircleCheck
          return (
            <li key={result.id} data-ok={result.ok || undefined}>
              <Icon size={18} stroke={1.6} aria-hidden="true" />
              <div>
                <p className={classes.title}>{titles.get(result.id)}</p>
                <p className="dim small">
                  {result.ok
                    ? t(
                        result.waitsForSecond
                          ? 'curation.desk.batch.second'
                          : result.already
                            ? 'curation.desk.batch.already'
                            : 'curation.desk.batch.ok',
                      )
                    : (result.detail ?? t('curation.desk.batch.failed'))}
                </p>
                {result.missing.length > 0 && (
                  <ul className={classes.missing}>
                    {result.missing.map(item => (
                      <li key={item.key + item.detail}>{item.detail}</li>
                    ))}
                  </ul>
                )}
              </div>
            </li>
          )
        })}
      </ul>
      <div className={classes.acts}>
        <Button onClick={onClose} data-autofocus>
          {t('ui.close')}
        </Button>
      </div>
    </Dialog>
  )
}
