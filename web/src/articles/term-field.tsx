import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { MultiSelect, type OptionsFilter } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { matchesWords } from './fold-words.ts'
import type { TermOption } from './use-terms.ts'

export const byWords: OptionsFilter = ({ options, search }) =>
  options.filter(option => 'label' in option && matchesWords(option.label, search))

type Props = {
  label: ReactNode
  options: TermOption[]
  /** So many may be named. */
  most?: number
  value: string[]
  onChange: (codes: string[]) => void
}

/** Several terms of one vocabulary, found by typing with or without marks. */
export function TermField({ label, options, most = 20, value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <MultiSelect
      label={label}
      data={options}
      value={value}
      onChange={onChange}
      searchable
      clearable={false}
      hidePickedOptions
      limit={60}
      maxValues={most}
      filter={byWords}
      placeholder={t('articles.form.addOne')}
      nothingFoundMessage={t('articles.form.nothing')}
      comboboxProps={{ shadow: 'md' }}
    />
  )
}
