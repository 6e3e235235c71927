import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import classes from './asset-page.module.css'
import { AssetPanel, type PanelMode } from './asset-panel.tsx'
import { BelowStage } from './below-stage.tsx'
import { StageBar } from './stage-bar.tsx'
import { useAsset } from './use-asset.ts'
import { Viewer } from './viewer.tsx'

/** Tư liệu: what it is on the left, what may be done with it on the right. */
export function AssetPage() {
  const { id } = useParams({ from: '/shell/tu-lieu/$id' })
  // A new asset starts over: zoom, form and page number belong to one item.
  return <OneAsset key={id} id={id} />
}

function OneAsset({ id }: { id: string }) {
  const { t } = useTranslation()
  const me = useMe()
  const { data: asset, error, refetch } = useAsset(id)
  const [mode, setMode] = useState<PanelMode>({ editing: false })
  usePageTitle(asset ? asset.title || t('assets.untitled') : '', me.hub.name)
  useEffect(() => window.scrollTo(0, 0), [])
  if (error && !asset) return <ProblemState error={error} onRetry={() => void refetch()} order={1} />
  if (!asset) return <LoadingPage />
  return (
    <div className={classes.page}>
      <StageBar id={id} />
      <div className={classes.stage}>
        <Viewer asset={asset} />
      </div>
      <aside className={classes.panel} aria-label={t('assets.info.title')}>
        <AssetPanel asset={asset} mode={mode} onMode={setMode} />
      </aside>
      <div className={classes.below}>
        <BelowStage asset={asset} onMend={field => setMode({ editing: true, field })} />
      </div>
    </div>
  )
}
