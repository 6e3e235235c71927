import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SearchAnswer } from '#contracts/search'
import type { FacetName } from '#contracts/search-values'
import { DateField } from '../ui/date-field.tsx'
import { FacetGroup } from './facet-group.tsx'
import classes from './facets.module.css'
import {
  facetNames,
  filterCount,
  type LibraryState,
  readLibraryState,
  toggleFacet,
  withoutFilters,
} from './library-state.ts'
import { useFacetLabel } from './use-active-filters.ts'

type Props = {
  state: LibraryState
  answer: SearchAnswer | undefined
  onChange: (next: LibraryState) => void
  plain?: boolean
}

/** Open without being asked; the others open where something of them is chosen. */
const atFirst: readonly FacetName[] = ['kind', 'topic', 'place', 'unit', 'rights']

/** The filters with their counts; `plain` leaves out the heading (the drawer has its own). */
export function Facets({ state, answer, onChange, plain }: Props) {
  const { t } = useTranslation()
  const labelOf = useFacetLabel(answer)
  return (
    <div className={classes.facets}>
      {!plain && (
        <div className={classes.head}>
          <h2 className={classes.title}>{t('search.filters')}</h2>
          {filterCount(state) > 0 && (
            <Button variant="subtle" size="compact-sm" onClick={() => onChange(withoutFilters(state))}>
              {t('search.clearFilters')}
            </Button>
          )}
        </div>
      )}
      {facetNames.map(name => (
        <FacetGroup
          key={name}
          title={t(`search.facet.${name}`)}
          entries={(answer?.facets[name] ?? []).map(entry => ({ ...entry, label: labelOf(name, entry.value) }))}
          chosen={(state[name] ?? []).map(value => ({ value, label: labelOf(name, value) }))}
          open={atFirst.includes(name)}
          swatches={name === 'colour'}
          onToggle={value => onChange(toggleFacet(state, name, value))}
        />
      ))}
      {/* With the facets, not before: they would push it down. */}
      <fieldset className={classes.dates} hidden={!answer}>
        <legend className={classes.legend}>{t('search.facet.date')}</legend>
        {(['from', 'to'] as const).map(name => (
          <DateField
            key={name}
            size="sm"
            label={t(`search.${name}`)}
            value={state[name] ?? ''}
            onChange={value => onChange(readLibraryState({ ...state, [name]: value }))}
          />
        ))}
      </fieldset>
    </div>
  )
}
