import '@mantine/core/styles/Drawer.layer.css'
import { Button, Drawer } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SearchAnswer } from '#contracts/search'
import { useFormat } from '../ui/format.ts'
import { Facets } from './facets.tsx'
import classes from './filters-drawer.module.css'
import { type LibraryState, withoutFilters } from './library-state.ts'

type Props = {
  state: LibraryState
  answer: SearchAnswer | undefined
  onChange: (next: LibraryState) => void
  onClose: () => void
}

/** The filters as a sheet, where there is no room for their column. */
export function FiltersDrawer({ state, answer, onChange, onClose }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const total = answer ? f.number(answer.total) + (answer.totalIsExact ? '' : '+') : '…'
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="88%"
      title={t('search.filters')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Facets state={state} answer={answer} onChange={onChange} plain />
      <div className={classes.foot}>
        <Button variant="default" h={44} onClick={() => onChange(withoutFilters(state))}>
          {t('search.clearFilters')}
        </Button>
        <Button h={44} onClick={onClose}>
          {t('search.showResults', { count: answer?.total ?? 0, total })}
        </Button>
      </div>
    </Drawer>
  )
}
