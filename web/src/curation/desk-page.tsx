import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { NoPermission } from '../app/problem-state.tsx'
import { CurationDesk } from './curation-desk.tsx'
import { OwnNominations } from './own-nominations.tsx'

/** Curators decide here; a unit sees what became of its own nominations. */
export function DeskPage() {
  const { t } = useTranslation()
  const me = useMe()
  usePageTitle(t(me.may.curate ? 'curation.title' : 'curation.own.title'))
  if (me.may.curate) {
    return (
      <>
        <h1 className="visually-hidden">{t('curation.title')}</h1>
        <CurationDesk />
      </>
    )
  }
  return me.memberships.length > 0 ? <OwnNominations /> : <NoPermission who="curators" />
}
