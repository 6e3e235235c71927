import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkSelection } from '#contracts/bulk-edit'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { NoPermission } from '../app/problem-state.tsx'
import { useSelection } from '../search/selection.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import classes from './bulk-edits.module.css'
import { ChangeForm } from './change-form.tsx'
import { EditList } from './edit-list.tsx'
import { SheetSection } from './sheet-section.tsx'
import { WhichItems } from './which-items.tsx'

/** Sửa hàng loạt: what shall change of what was selected, and the edits of late. */
export function StartPage() {
  const { t } = useTranslation()
  const me = useMe()
  usePageTitle(t('bulkEdits.title'), me.hub.name)
  const chosen = useSelection()
  const { view: _view, ...question } = useSearch({ from: '/shell/sua-hang-loat' })
  const searched = Object.keys(question).length > 0
  const [which, setWhich] = useState<'chosen' | 'found'>(chosen.size > 0 ? 'chosen' : 'found')
  if (!me.may.upload && !me.may.curate) return <NoPermission who="uploaders" />
  const select: BulkSelection | null =
    which === 'found' && searched
      ? { query: question as Extract<BulkSelection, { query: unknown }>['query'] }
      : chosen.size > 0
        ? { ids: [...chosen.keys()] }
        : null
  return (
    <Page>
      <PageHeader title={t('bulkEdits.title')}>{t('bulkEdits.text')}</PageHeader>
      {chosen.size > 0 || searched ? (
        <WhichItems count={chosen.size} searched={searched} value={which} onChange={setWhich} />
      ) : (
        <p className={classes.none}>
          {t('bulkEdits.noneChosen')}{' '}
          <LinkButton to="/kho" variant="default">
            {t('bulkEdits.toLibrary')}
          </LinkButton>
        </p>
      )}
      <SheetSection select={select} />
      {select && <ChangeForm select={select} />}
      <EditList />
    </Page>
  )
}
