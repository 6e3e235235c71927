import '@mantine/core/styles/Progress.layer.css'
import { Progress } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { useFormat } from '../ui/format.ts'
import { PageState } from '../ui/page-state.tsx'
import { thumbhashUrl } from '../ui/thumbhash-url.ts'
import classes from './stage-states.module.css'

/** The file is being worked on: how far, and that one may leave. */
export function ProcessingStage({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const f = useFormat()
  const ground = thumbhashUrl(asset.thumbhash)
  return (
    <div className={classes.stage} style={ground ? { backgroundImage: `url(${ground})` } : undefined}>
      <div className={classes.card}>
        <PageState tone="accent" icon={<IconRefresh />} title={t('assets.processing')} small>
          <p>{t('assets.processingText')}</p>
        </PageState>
        <Progress value={asset.progress} size={4} aria-label={t('assets.processing')} />
        <p className={classes.percent} role="status">
          {f.percent(asset.progress)}
        </p>
      </div>
    </div>
  )
}

/** The file could not be read: the server's sentence, and what to do. */
export function FailedStage({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  return (
    <div className={classes.stage}>
      <div className={classes.card}>
        <PageState
          tone="error"
          icon={<IconAlertTriangle />}
          title={t(asset.file === 'damaged' ? 'assets.damaged' : 'assets.failed')}
          small
        >
          {asset.failure?.detail && <p>{asset.failure.detail}</p>}
          <p>{t('assets.failedText')}</p>
        </PageState>
      </div>
    </div>
  )
}
