import { Checkbox } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import classes from './facet-group.module.css'

type Entry = { value: string; label: string; count: number }
type Props = {
  title: string
  entries: readonly Entry[]
  chosen: readonly { value: string; label: string }[]
  onToggle: (value: string) => void
  open: boolean
  /** Its values are colours, shown as such. */
  swatches: boolean
}

const shownAtFirst = 5

/** One facet: its values with counts, the chosen ones first, also those that count nothing now. */
export function FacetGroup({ title, entries, chosen, onToggle, open, swatches }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const [all, setAll] = useState(false)
  // Theirs from then on: taking the last value out does not close it under the hand.
  const [isOpen, setOpen] = useState(open || chosen.length > 0)
  const picked = new Set(chosen.map(entry => entry.value))
  const gone = chosen
    .filter(entry => !entries.some(e => e.value === entry.value))
    .map(entry => ({ ...entry, count: 0 }))
  const list = [...gone, ...entries]
  if (list.length === 0) return null
  const shown = all ? list : list.filter((entry, index) => index < shownAtFirst || picked.has(entry.value))
  return (
    <details className={classes.group} open={isOpen} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary className={classes.title}>
        {title}
        <IconChevronDown size={16} stroke={1.6} aria-hidden="true" />
      </summary>
      <ul>
        {shown.map(entry => (
          <li key={entry.value} className={classes.entry}>
            <Checkbox
              size="xs"
              className={classes.check}
              checked={picked.has(entry.value)}
              onChange={() => onToggle(entry.value)}
              label={
                swatches ? (
                  <>
                    <i className={classes.swatch} data-colour={entry.value} aria-hidden="true" />
                    {entry.label}
                  </>
                ) : (
                  entry.label
                )
              }
              title={entry.label}
            />
            <span className={classes.count}>{f.number(entry.count)}</span>
          </li>
        ))}
      </ul>
      {list.length > shown.length || all ? (
        <button type="button" className={classes.more} onClick={() => setAll(!all)}>
          {all ? t('search.fewerValues') : t('search.moreValues', { count: list.length - shown.length })}
        </button>
      ) : null}
    </details>
  )
}
