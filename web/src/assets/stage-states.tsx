import '@mantine/core/styles/Progress.layer.css'
import { Progress } from '@mantine/core'
import { IconAlertTriangle, IconFileAlert, IconPlayerStop, IconRefresh, IconShieldX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { useFormat } from '../ui/format.ts'
import { PageState } from '../ui/page-state.tsx'
import { thumbhashUrl } from '../ui/thumbhash-url.ts'
import { ProcessingButton } from './processing-button.tsx'
import classes from './stage-states.module.css'
import { useProcessing } from './use-processing.ts'

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
          <ProcessingLine asset={asset} />
        </p>
        {asset.may.edit && (
          <div className={classes.act}>
            <ProcessingButton id={asset.id} act="cancel" />
          </div>
        )}
      </div>
    </div>
  )
}

/** What is being done just now, or how many stand before it. */
function ProcessingLine({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const { data } = useProcessing(asset)
  if (data?.place) return <> · {t('assets.processingPlace', { place: data.place })}</>
  if (data?.state === 'scans') return <> · {t('assets.processingScans')}</>
  if (data?.state === 'retries') return <> · {t('assets.processingRetries')}</>
  return data?.doing ? <> · {t(`assets.processingDoing.${data.doing}`)}</> : null
}

type Trouble = 'damaged' | 'infected' | 'unscanned' | 'cancelled' | 'failed'
const icons = {
  damaged: <IconFileAlert />,
  infected: <IconShieldX />,
  unscanned: <IconShieldX />,
  cancelled: <IconPlayerStop />,
  failed: <IconAlertTriangle />,
}
// What another try may mend; a broken file stays broken.
const again = new Set(['cancelled', 'gave-up', 'took-too-long'])

function troubleOf({ file, failure }: Asset): Trouble {
  if (file === 'damaged') return 'damaged'
  if (failure?.code === 'infected') return 'infected'
  if (failure?.code === 'cancelled') return 'cancelled'
  return failure?.code === 'too-large-to-scan' ? 'unscanned' : 'failed'
}

/** The file cannot be used: why, whether it is kept, and what to do, by whether the person may replace it. */
export function FailedStage({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const trouble = troubleOf(asset)
  const retries = asset.may.edit && asset.file === 'failed' && again.has(asset.failure?.code ?? '')
  return (
    <div className={classes.stage}>
      <div className={classes.card}>
        <PageState
          tone={trouble === 'cancelled' ? 'neutral' : 'error'}
          icon={icons[trouble]}
          title={t(`assets.trouble.${trouble}.title`)}
          small
          actions={retries ? <ProcessingButton id={asset.id} act="retry" /> : undefined}
        >
          <p>
            {trouble === 'failed' && asset.failure?.detail ? asset.failure.detail : t(`assets.trouble.${trouble}.text`)}
          </p>
          <p className={classes.mend}>
            {asset.may.edit ? t(`assets.trouble.${trouble}.mend`) : t(`assets.trouble.${trouble}.wait`)}
          </p>
        </PageState>
      </div>
    </div>
  )
}
