import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isUnderWay, useZips } from './use-zips.ts'
import { ZipCard } from './zip-card.tsx'
import classes from './zip-section.module.css'

const few = 3

/** The ZIPs that the hub has or had to unpack, with what became of each file. They are the hub's to remember: a reload loses nothing. */
export function ZipSection({ personId }: { personId: string }) {
  const { t } = useTranslation()
  const query = useZips(personId)
  const [all, setAll] = useState(false)
  if (query.isError && !query.data)
    return (
      <p className={classes.trouble} role="alert">
        {t('uploads.zip.unknown')}{' '}
        <Button size="compact-sm" variant="default" onClick={() => void query.refetch()}>
          {t('ui.retry')}
        </Button>
      </p>
    )
  const zips = query.data ?? []
  if (zips.length === 0) return null
  const shown = all ? zips : zips.filter((zip, at) => at < few || isUnderWay(zip))
  return (
    <section className={classes.section} id="tep-zip" aria-labelledby="tep-zip-ten">
      <h2 id="tep-zip-ten" className={classes.head}>
        {t('uploads.zip.title')}
      </h2>
      <p className="dim small">{t('uploads.zip.kept')}</p>
      <ul className={classes.cards} aria-label={t('uploads.zip.title')}>
        {shown.map(zip => (
          <ZipCard key={zip.id} zip={zip} />
        ))}
      </ul>
      {shown.length < zips.length && (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {t('uploads.zip.all', { count: zips.length - shown.length })}
        </Button>
      )}
    </section>
  )
}

/** Above a long list: that something is unpacked further down. */
export function ZipsUnderWay({ personId }: { personId: string }) {
  const { t } = useTranslation()
  const count = (useZips(personId).data ?? []).filter(isUnderWay).length
  if (count === 0) return null
  return (
    <p className={classes.below}>
      <a className="link" href="#tep-zip">
        {t('uploads.zip.underWay', { count })}
      </a>
    </p>
  )
}
