import { IconAlertCircle, IconCloudUpload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import { readProgress, watchProgress } from './progress-line.ts'
import classes from './upload-pill.module.css'

/** In the header of every page: how far the uploads are that go on meanwhile, or that some need a person. */
export function UploadPill() {
  const { t } = useTranslation()
  const f = useFormat()
  const line = useSyncExternalStore(watchProgress, readProgress)
  if (!line || (!line.active && line.troubled === 0)) return null
  const { active, files, troubled } = line
  const percent = f.percent(line.percent)
  const text = active ? t('app.pill.sending', { count: files, percent }) : t('app.pill.trouble', { count: troubled })
  return (
    <Link
      to="/dang-tai"
      className={classes.pill}
      data-trouble={!active || undefined}
      aria-label={t(active ? 'app.pill.label' : 'app.pill.troubleLabel', { text })}
    >
      {active ? (
        <IconCloudUpload size={16} stroke={1.6} aria-hidden="true" />
      ) : (
        <IconAlertCircle size={16} stroke={1.6} aria-hidden="true" />
      )}
      <span className={classes.long}>{text}</span>
      <span className={classes.short}>{active ? percent : f.number(troubled, 0)}</span>
    </Link>
  )
}
