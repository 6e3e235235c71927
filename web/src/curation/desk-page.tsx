import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { NoPermission } from '../app/problem-state.tsx'
import { CurationDesk } from './curation-desk.tsx'
import { OwnNominations } from './own-nominations.tsx'

/** Curators decide here; a unit sees what became of its own nominations, as does a curator who asks for those. */
export function DeskPage() {
  const { t } = useTranslation()
  const me = useMe()
  const { own } = useSearch({ from: '/shell/tuyen-chon' })
  const decides = me.may.curate && own !== '1'
  usePageTitle(t(decides ? 'curation.title' : 'curation.own.title'))
  if (decides) {
    return (
      <>
        <h1 className="visually-hidden">{t('curation.title')}</h1>
        <CurationDesk />
      </>
    )
  }
  return me.memberships.length > 0 ? <OwnNominations /> : <NoPermission who="curators" />
}
