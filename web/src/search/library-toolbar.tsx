import { Button, NativeSelect } from '@mantine/core'
import { IconAdjustmentsHorizontal, IconLayoutGrid, IconList, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchAnswer } from '#contracts/search'
import { searchSorts } from '#contracts/search-values'
import { useFormat } from '../ui/format.ts'
import { filterCount, type LibraryState, readLibraryState, withoutFilters } from './library-state.ts'
import classes from './library-toolbar.module.css'
import { SaveSearch } from './save-search.tsx'
import { useActiveFilters } from './use-active-filters.ts'

const FiltersDrawer = lazy(async () => ({ default: (await import('./filters-drawer.tsx')).FiltersDrawer }))
type Props = { state: LibraryState; answer: SearchAnswer | undefined; onChange: (next: LibraryState) => void }

/** Above the results: how many, which filters are on, the order, the view. */
export function LibraryToolbar({ state, answer, onChange }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const filters = useActiveFilters(state, answer)
  const count = filterCount(state)
  return (
    <div className={classes.toolbar}>
      <div className={classes.left}>
        <p className={classes.total} aria-live="polite">
          <Total state={state} answer={answer} />
        </p>
        <ul className={classes.filters} aria-label={t('search.filters')}>
          {filters.map(filter => (
            <li key={filter.key}>
              <button
                type="button"
                className={classes.chip}
                aria-label={t('search.removeFilter', { label: filter.label })}
                onClick={() => onChange(filter.without)}
              >
                <span className="cut">{filter.label}</span>
                <IconX size={14} stroke={1.8} aria-hidden="true" />
              </button>
            </li>
          ))}
          {count > 1 && (
            <li>
              <Button variant="subtle" size="xs" px={8} onClick={() => onChange(withoutFilters(state))}>
                {t('search.clearFilters')}
              </Button>
            </li>
          )}
        </ul>
        <SaveSearch state={state} />
        {answer?.limited && <p className={classes.limited}>{t('search.limited')}</p>}
      </div>
      <div className={classes.right}>
        <Button
          className={classes.open}
          variant="default"
          leftSection={<IconAdjustmentsHorizontal size={18} stroke={1.6} />}
          onClick={() => setOpen(true)}
        >
          {count > 0 ? t('search.filtersOn', { count }) : t('search.filters')}
        </Button>
        <Order state={state} onChange={onChange} />
        <ViewSwitch state={state} onChange={onChange} />
      </div>
      {open && (
        <Suspense fallback={null}>
          <FiltersDrawer state={state} answer={answer} onChange={onChange} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}

function Total({ state, answer }: Pick<Props, 'state' | 'answer'>) {
  const { t } = useTranslation()
  const f = useFormat()
  if (!answer) return <>&nbsp;</>
  const total = f.number(answer.total) + (answer.totalIsExact ? '' : '+')
  return <b>{t(state.q ? 'search.found' : 'search.total', { count: answer.total, total })}</b>
}

function Order({ state, onChange }: Omit<Props, 'answer'>) {
  const { t } = useTranslation()
  const orders = state.q ? searchSorts : searchSorts.filter(sort => sort !== 'relevance')
  return (
    <NativeSelect
      className={classes.order}
      aria-label={t('search.sort.label')}
      value={state.sort ?? orders[0]}
      onChange={event =>
        onChange(
          readLibraryState({
            ...state,
            sort: event.currentTarget.value === orders[0] ? undefined : event.currentTarget.value,
          }),
        )
      }
      data={orders.map(value => ({ value, label: t(`search.sort.${value}`) }))}
    />
  )
}

function ViewSwitch({ state, onChange }: Omit<Props, 'answer'>) {
  const { t } = useTranslation()
  const now = state.view ?? 'grid'
  return (
    <fieldset className={classes.view}>
      <legend className="visually-hidden">{t('search.view.label')}</legend>
      {(['grid', 'list'] as const).map(view => {
        const Glyph = view === 'grid' ? IconLayoutGrid : IconList
        return (
          <button
            key={view}
            type="button"
            className={classes.glyph}
            aria-pressed={view === now}
            aria-label={t(`search.view.${view}`)}
            title={t(`search.view.${view}`)}
            onClick={() => onChange(readLibraryState({ ...state, view }))}
          >
            <Glyph size={18} stroke={1.6} aria-hidden="true" />
          </button>
        )
      })}
    </fieldset>
  )
}
