import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconStar, IconStarFilled, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { AssetThumb } from './asset-thumb.tsx'
import classes from './nominate-modal.module.css'

export type NominatedItem = {
  id: string
  title: string
  kind?: string
  thumbUrl?: string | null
  thumbhash?: string | null
}
type Props = { items: readonly NominatedItem[]; onChange: (items: readonly NominatedItem[]) => void }

/** What goes together and in which order; the first carries the others. */
export function NominateOrder({ items, onChange }: Props) {
  const { t } = useTranslation()
  const put = (from: number, to: number) => {
    const item = items[from]
    if (!item) return
    const rest = items.filter((_, index) => index !== from)
    onChange([...rest.slice(0, to), item, ...rest.slice(to)])
  }
  return (
    <ol className={classes.order} aria-label={t('assets.nomination.order')}>
      {items.map((item, index) => (
        <li key={item.id} data-lead={index === 0 || undefined}>
          <span className={classes.thumb}>
            <AssetThumb
              asset={{ kind: item.kind ?? 'image', thumbUrl: item.thumbUrl ?? null, thumbhash: item.thumbhash ?? null }}
            />
          </span>
          <span className={classes.name}>
            <span className="cut">{item.title}</span>
            {index === 0 && <span className={classes.lead}>{t('assets.nomination.lead')}</span>}
          </span>
          <ActionIcon
            variant="subtle"
            color={index === 0 ? undefined : 'gray'}
            aria-label={t('assets.nomination.makeLead', { title: item.title })}
            aria-pressed={index === 0}
            onClick={() => put(index, 0)}
          >
            {index === 0 ? <IconStarFilled size={17} /> : <IconStar size={17} stroke={1.6} />}
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={index === 0}
            aria-label={t('assets.nomination.up', { title: item.title })}
            onClick={() => put(index, index - 1)}
          >
            <IconArrowUp size={17} stroke={1.6} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={index === items.length - 1}
            aria-label={t('assets.nomination.down', { title: item.title })}
            onClick={() => put(index, index + 1)}
          >
            <IconArrowDown size={17} stroke={1.6} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={items.length === 1}
            aria-label={t('assets.nomination.leaveOut', { title: item.title })}
            onClick={() => onChange(items.filter(one => one !== item))}
          >
            <IconX size={17} stroke={1.6} />
          </ActionIcon>
        </li>
      ))}
    </ol>
  )
}
