import { Button } from '@mantine/core'
import { IconColumns2 } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { NearPicture } from '#contracts/near'
import { useFormat } from '../ui/format.ts'
import { Picture } from '../ui/picture.tsx'
import below from './below-stage.module.css'
import classes from './near-pictures.module.css'
import { pictureOf } from './picture-board.tsx'
import { likeness, useNear } from './use-near.ts'

const CompareModal = lazy(async () => ({ default: (await import('./compare-modal.tsx')).CompareModal }))

/** Pictures that are nearly this one. Where there are none, nothing is said: most pictures have none. */
export function NearPictures({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const [compared, setCompared] = useState<NearPicture | null>(null)
  const { data } = useNear(asset.id, asset.kind === 'image' && asset.file === 'ready')
  if (!data || data.length === 0) return null
  return (
    <section className={below.wide} aria-labelledby="near-title">
      <h2 className={below.title} id="near-title">
        {t('assets.near.title')}
      </h2>
      <p className="dim small">{t('assets.near.about')}</p>
      <ul className={classes.list}>
        {data.map(near => (
          <li key={near.id}>
            <NearCard near={near} onCompare={() => setCompared(near)} />
          </li>
        ))}
      </ul>
      <Suspense fallback={null}>
        {compared && (
          <CompareModal
            title={t('assets.near.comparing')}
            pictures={[
              { src: pictureOf(asset), name: asset.title || t('assets.untitled'), label: t('assets.near.mine') },
              {
                src: `/api/v1/assets/${compared.id}/renditions/preview`,
                name: compared.title || t('assets.untitled'),
                label: t('assets.near.other'),
              },
            ]}
            onClose={() => setCompared(null)}
          />
        )}
      </Suspense>
    </section>
  )
}

function NearCard({ near, onCompare }: { near: NearPicture; onCompare: () => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  const title = near.title || t('assets.untitled')
  const pixels = near.width && near.height ? `${f.pixels(near.width, near.height)} px` : null
  return (
    <div className={classes.card}>
      <Link
        to="/tu-lieu/$id"
        params={{ id: near.id }}
        className={classes.link}
        aria-label={t('assets.near.open', { title })}
      >
        <span className={classes.thumb}>
          <Picture src={near.thumbUrl} alt="" />
        </span>
        <b className="cut">{title}</b>
      </Link>
      <span className="dim small cut">{[near.unit, f.date(near.date)].join(' · ')}</span>
      <span className="dim small cut">
        {[t(`assets.near.${likeness(near.distance)}`), pixels].filter(Boolean).join(' · ')}
      </span>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconColumns2 size={16} stroke={1.6} />}
        aria-label={t('assets.near.compare', { title })}
        onClick={onCompare}
      >
        {t('assets.near.compareShort')}
      </Button>
    </div>
  )
}
