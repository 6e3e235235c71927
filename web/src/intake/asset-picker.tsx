import { Button, TextInput } from '@mantine/core'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AssetKind } from '#contracts/values'
import { ProblemState } from '../app/problem-state.tsx'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import classes from './asset-picker.module.css'
import { useAssetChoices } from './use-asset-choices.ts'

export type PickedAsset = {
  id: string
  title: string
  kind: string
  thumbUrl: string | null
  thumbhash?: string | null
}
type Props = {
  label: string
  hint?: string
  /** Only of these kinds; all where left out. */
  kinds?: readonly AssetKind[]
  /** What is there already and is not offered again. */
  without?: readonly string[]
  onPick: (asset: PickedAsset) => void
}

/** Finds an item of the library by its words and picks it; the newest stand there before a word is typed. */
export function AssetPicker({ label, hint, kinds, without = [], onPick }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const list = useId()
  const { hits, error, isPending, refetch } = useAssetChoices(words, kinds ?? [])
  const offered = hits.filter(hit => !without.includes(hit.id))
  return (
    <div className={classes.picker}>
      <TextInput
        label={label}
        description={hint}
        placeholder={t('intake.pick.words')}
        leftSection={<IconSearch size={16} stroke={1.6} />}
        value={words}
        maxLength={200}
        aria-controls={list}
        onChange={event => setWords(event.currentTarget.value)}
        // In a form Enter would send what is not finished.
        onKeyDown={event => event.key === 'Enter' && event.preventDefault()}
      />
      {error && <ProblemState small error={error} onRetry={() => void refetch()} order={3} />}
      <ul id={list} className={classes.list} aria-label={t('intake.pick.found')}>
        {offered.map(hit => (
          <li key={hit.id}>
            <button type="button" className={classes.choice} onClick={() => onPick(hit)}>
              <span className={classes.picture}>
                <AssetThumb asset={hit} />
              </span>
              <span className={classes.words}>
                <b className="cut">{hit.title || t('search.untitled')}</b>
                <span className="dim small cut">
                  {t(`app.kind.${hit.kind}`)} · {hit.unit.shortName}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {!isPending && !error && offered.length === 0 && <p className="dim small">{t('intake.pick.none')}</p>}
    </div>
  )
}

type FieldProps = Omit<Props, 'onPick' | 'without'> & {
  value: PickedAsset | null
  onChange: (asset: PickedAsset | null) => void
}

/** One item of the library in a form: what is chosen with its picture, or the way to find one. */
export function AssetField({ value, onChange, ...picker }: FieldProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  if (!value && open) return <AssetPicker {...picker} onPick={onChange} />
  return (
    <fieldset className={classes.field}>
      <legend className={classes.label}>{picker.label}</legend>
      {value ? (
        <div className={classes.chosen}>
          <span className={classes.picture}>
            <AssetThumb asset={value} />
          </span>
          <b className="cut">{value.title}</b>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            leftSection={<IconX size={15} stroke={1.6} />}
            onClick={() => {
              onChange(null)
              setOpen(false)
            }}
          >
            {t('intake.pick.clear')}
          </Button>
        </div>
      ) : (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconSearch size={15} stroke={1.6} />}
          onClick={() => setOpen(true)}
        >
          {t('intake.pick.open')}
        </Button>
      )}
    </fieldset>
  )
}
