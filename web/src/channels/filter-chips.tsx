import classes from './filter-chips.module.css'

export type Chip<V extends string> = { value: V; label: string; count?: number | undefined }
type Props<V extends string> = { label: string; chips: Chip<V>[]; value: V; onChange: (value: V) => void }

/** One choice among few, with counts. */
export function FilterChips<V extends string>({ label, chips, value, onChange }: Props<V>) {
  return (
    <fieldset className={classes.chips}>
      <legend className="visually-hidden">{label}</legend>
      {chips.map(chip => (
        <button
          key={chip.value}
          type="button"
          className={classes.chip}
          aria-pressed={chip.value === value}
          onClick={() => onChange(chip.value)}
        >
          {chip.label}
          {chip.count !== undefined && <span className={classes.count}>{chip.count}</span>}
        </button>
      ))}
    </fieldset>
  )
}
