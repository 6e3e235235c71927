import { ActionIcon } from '@mantine/core'
import { IconDownload, IconPlayerPlay } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import type { SharedItem } from '#contracts/share'
import { KindIcon } from '../assets/kind-icon.tsx'
import { RelaySource } from '../intake/relay-source.tsx'
import { useFormat } from '../ui/format.ts'
import { Picture } from '../ui/picture.tsx'
import classes from './share-page.module.css'

export function SharedTile({ item, onOpen }: { item: SharedItem; onOpen: () => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  const title = item.title || t('shares.untitled')
  const ratio = Math.min(2.6, Math.max(0.6, item.width && item.height ? item.width / item.height : 1.3))
  return (
    <li className={classes.tile} style={{ '--ratio': ratio.toFixed(3) } as CSSProperties}>
      <button type="button" className={classes.open} aria-label={t('shares.open', { title })} onClick={onOpen}>
        {item.picture ? (
          <Picture src={item.picture} alt="" thumbhash={item.thumbhash} />
        ) : (
          <span className={classes.plain}>
            <KindIcon kind={item.kind} size={32} />
            {item.making && <span className="small">{t('shares.making')}</span>}
          </span>
        )}
        {item.kind === 'video' && item.durationMs !== null && (
          <span className={classes.plate}>
            <IconPlayerPlay size={14} stroke={1.8} aria-hidden="true" />
            {f.duration(item.durationMs)}
          </span>
        )}
      </button>
      <div className={classes.caption}>
        <div className={classes.captionWords}>
          <b className={classes.title} title={title}>
            {title}
          </b>
          {item.relay && <RelaySource source={item.relay} />}
          {item.credit && <span className="dim small">{item.credit}</span>}
          {item.note && <span className={`${classes.said} small`}>{item.note}</span>}
        </div>
        {item.file && (
          <ActionIcon
            component="a"
            href={item.file.url}
            variant="subtle"
            size={36}
            aria-label={t('shares.download', { title, size: f.bytes(item.file.size) })}
            title={f.bytes(item.file.size)}
          >
            <IconDownload size={18} stroke={1.6} />
          </ActionIcon>
        )}
      </div>
    </li>
  )
}
