import { ActionIcon } from '@mantine/core'
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { placeInTrail, readTrail } from '../search/search-trail.ts'
import { useFormat } from '../ui/format.ts'
import { LinkActionIcon } from '../ui/link-button.tsx'
import classes from './stage-bar.module.css'

/** The way back to the search this item was found by, and on to its neighbours. */
export function StageBar({ id }: { id: string }) {
  const { t } = useTranslation()
  const f = useFormat()
  const trail = readTrail()
  const place = trail ? placeInTrail(trail.items, id) : null
  useNeighbourKeys(place?.before ?? null, place?.after ?? null)
  const total = trail ? f.number(trail.total) + (trail.exact ? '' : '+') : ''
  return (
    <div className={classes.bar}>
      <Link to="/kho" search={place && trail ? trail.state : {}} className={classes.back}>
        <IconArrowLeft size={16} stroke={1.8} aria-hidden="true" />
        {place && trail ? t('assets.backTo', { count: trail.total, total }) : t('assets.back')}
      </Link>
      {place && (
        <>
          <span className="dim">{t('assets.position', { position: f.number(place.position), total })}</span>
          <span className={classes.turn}>
            <Neighbour
              id={place.before}
              label={t('assets.previous')}
              icon={<IconChevronLeft size={18} stroke={1.6} />}
            />
            <Neighbour id={place.after} label={t('assets.next')} icon={<IconChevronRight size={18} stroke={1.6} />} />
          </span>
        </>
      )}
    </div>
  )
}

function Neighbour({ id, label, icon }: { id: string | null; label: string; icon: React.ReactNode }) {
  if (!id) {
    return (
      <ActionIcon variant="subtle" color="gray" size={36} disabled aria-label={label}>
        {icon}
      </ActionIcon>
    )
  }
  return (
    <LinkActionIcon
      to="/tu-lieu/$id"
      params={{ id }}
      replace
      variant="subtle"
      color="gray"
      size={36}
      aria-label={label}
      title={label}
    >
      {icon}
    </LinkActionIcon>
  )
}

/** `[` and `]`; the arrows belong to the viewer (pages, the film's place). */
function useNeighbourKeys(before: string | null, after: string | null): void {
  const navigate = useNavigate()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const writing = (event.target as HTMLElement | null)?.closest('input, textarea, select, [role="dialog"]')
      const id = event.key === '[' ? before : event.key === ']' ? after : null
      if (!id || writing || event.ctrlKey || event.metaKey || event.altKey) return
      void navigate({ to: '/tu-lieu/$id', params: { id }, replace: true })
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [before, after, navigate])
}
