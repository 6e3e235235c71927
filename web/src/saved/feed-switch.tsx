import { ActionIcon } from '@mantine/core'
import { IconRss } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SavedSearch } from '#contracts/saved-search'
import { useMe } from '../app/me.ts'

type Props = { search: SavedSearch; on: boolean; onChange: (on: boolean) => void }

/** Whether a saved search is given out as a feed to anybody: for curators, who decide what the hub says in public. */
export function FeedSwitch({ search, on, onChange }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  if (!me.may.curate) return null
  return (
    <ActionIcon
      variant={on ? 'light' : 'subtle'}
      color={on ? undefined : 'gray'}
      size={38}
      aria-pressed={on}
      aria-label={t('saved.feedOf', { name: search.name })}
      title={t(on ? 'saved.feedOn' : 'saved.feed')}
      onClick={() => onChange(!on)}
    >
      <IconRss size={18} stroke={1.6} aria-hidden="true" />
    </ActionIcon>
  )
}
