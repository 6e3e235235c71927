import { useTranslation } from 'react-i18next'
import type { StorageAnswer } from '#contracts/storage'
import { useFormat } from '../ui/format.ts'
import classes from './storage-tab.module.css'

type Kind = 'image' | 'video' | 'audio' | 'document' | 'article'

export function SpaceSection({ store, kinds, renditions }: Pick<StorageAnswer, 'store' | 'kinds' | 'renditions'>) {
  const { t } = useTranslation()
  const f = useFormat()
  const amounts = [
    ...kinds.map(({ kind, ...amount }) => ({ ...amount, name: t(`app.kind.${kind as Kind}`) })),
    { ...renditions, name: t('storage.renditions') },
  ]
  return (
    <section aria-label={t('storage.space')}>
      <h2 className={classes.head}>{t('storage.space')}</h2>
      <Room store={store} />
      <ul className={classes.amounts}>
        {amounts.map(({ name, files, bytes }) => (
          <li key={name}>
            <span className="dim small">{name}</span>
            <b>{f.bytes(bytes)}</b>
            <span className="dim small">{t('storage.files', { count: files })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Room({ store }: Pick<StorageAnswer, 'store'>) {
  const { t } = useTranslation()
  const f = useFormat()
  if (!store.reachable) return <p className={classes.alarm}>{t('storage.unreachable')}</p>
  if (!store.space) return <p className="dim">{t('storage.noSpace')}</p>
  const { free, total, floor } = store.space
  const low = free < floor
  const words = t('storage.free', { free: f.bytes(free), total: f.bytes(total) })
  return (
    <>
      {low && <p className={classes.alarm}>{t('storage.low')}</p>}
      <meter className={classes.meter} aria-label={words} min={0} max={total} value={total - free} />
      <p className={classes.room}>
        <span>{words}</span>
        <span className="dim small">{t('storage.floor', { floor: f.bytes(floor) })}</span>
      </p>
    </>
  )
}
