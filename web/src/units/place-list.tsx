import { Button } from '@mantine/core'
import { IconMapPin } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlaceSuccession } from '#contracts/place-succession'
import { ProblemState } from '../app/problem-state.tsx'
import { useTermNames } from '../assets/use-term-names.ts'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { formatDate } from '../ui/format.ts'
import classes from './units-tab.module.css'
import { usePlaceSuccessions } from './use-units.ts'

const PlaceForm = lazy(() => import('./place-form.tsx').then(file => ({ default: file.PlaceForm })))

/** Which places stand in the stead of others, those that became one told together. */
export function PlaceList() {
  const { t } = useTranslation()
  const query = usePlaceSuccessions()
  const [recording, setRecording] = useState(false)
  return (
    <section className={classes.places} aria-labelledby="dia-danh-ke-tiep">
      <div className={classes.placesHead}>
        <div>
          <h2 id="dia-danh-ke-tiep">{t('units.places.title')}</h2>
          <p className="dim small">{t('units.places.text')}</p>
        </div>
        <Button
          variant="default"
          leftSection={<IconMapPin size={18} stroke={1.6} aria-hidden="true" />}
          onClick={() => setRecording(true)}
        >
          {t('units.places.record')}
        </Button>
      </div>
      {query.isPending ? (
        <ListSkeleton rows={2} />
      ) : query.isError ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} small order={3} />
      ) : query.data.length === 0 ? (
        <p className="dim">{t('units.places.none')}</p>
      ) : (
        <Changes successions={query.data} />
      )}
      <Suspense>{recording && <PlaceForm onClose={() => setRecording(false)} />}</Suspense>
    </section>
  )
}

function Changes({ successions }: { successions: PlaceSuccession[] }) {
  const { t } = useTranslation()
  const nameOf = useTermNames()
  const names = (codes: string[]) => [...new Set(codes)].map(code => nameOf('place', code)).join(', ')
  const groups = new Map<string, PlaceSuccession[]>()
  for (const each of successions) {
    const key = `${each.date} ${each.kind} ${each.to}`
    groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return (
    <ul>
      {[...groups.values()].map(group => {
        const [first] = group
        if (!first) return null
        return (
          <li key={first.id} className={classes.place}>
            <p>
              {t('units.reform.step', {
                kind: t(`units.successionKind.${first.kind}`),
                from: names(group.map(({ from }) => from)),
                to: names([first.to]),
                date: formatDate(first.date),
              })}
            </p>
            <p className="dim small">{t('units.page.basis', { basis: first.basis })}</p>
          </li>
        )
      })}
    </ul>
  )
}
