import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { MultiSelect, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { languageCodes } from '../articles/form-choices.ts'
import { useTermChoices } from '../assets/use-term-names.ts'
import { DateField } from '../ui/date-field.tsx'
import classes from './bulk-edits.module.css'
import { type Changeable, type Choice, changeable } from './change-draft.ts'

type Props = { name: Changeable; choice: Choice; onChange: (choice: Choice) => void }
const visibilities = ['draft', 'unit', 'hub', 'partners', 'public'] as const
const schemes = {
  topics: 'topic',
  places: 'place',
  audiences: 'audience',
  pillars: 'pillar',
  themes: 'theme',
} as const

/** One field: kept, or how it shall change and to what. */
export function FieldRow({ name, choice, onChange }: Props) {
  const { t } = useTranslation()
  const field = t(`bulkEdits.field.${name}`)
  return (
    <fieldset className={classes.field} data-changes={choice.op !== 'keep' || undefined}>
      <legend className="visually-hidden">{field}</legend>
      <span className={classes.fieldName} aria-hidden="true">
        {field}
      </span>
      <NativeSelect
        aria-label={t('bulkEdits.opOf', { field })}
        value={choice.op}
        onChange={event => onChange({ ...choice, op: event.currentTarget.value as Choice['op'] })}
        data={(['keep', ...changeable[name].ops] as const).map(op => ({ value: op, label: t(`bulkEdits.op.${op}`) }))}
      />
      <div className={classes.fieldValue}>
        {choice.op !== 'keep' && choice.op !== 'clear' && <Value name={name} choice={choice} onChange={onChange} />}
      </div>
    </fieldset>
  )
}

function Value({ name, choice, onChange }: Props) {
  const { t } = useTranslation()
  const label = t('bulkEdits.valueOf', { field: t(`bulkEdits.field.${name}`) })
  const set = (text: string) => onChange({ ...choice, text })
  const typed = { 'aria-label': label, value: choice.text }
  const words = { ...typed, onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value) }
  switch (name) {
    case 'topics':
    case 'places':
    case 'audiences':
    case 'pillars':
    case 'themes':
      return <Terms scheme={schemes[name]} label={label} choice={choice} onChange={onChange} />
    case 'date':
    case 'validFrom':
    case 'validUntil':
      return <DateField {...typed} onChange={set} />
    case 'embargoUntil':
      return <TextInput type="datetime-local" {...words} />
    case 'language':
      return <Choose words={words} data={languageCodes.map(v => ({ value: v, label: t(`app.languageName.${v}`) }))} />
    case 'visibility':
      return <Choose words={words} data={visibilities.map(v => ({ value: v, label: t(`app.visibility.${v}`) }))} />
    case 'rights':
      return <Statement words={words} />
    case 'description':
      return (
        <div className={classes.two}>
          {choice.op === 'replace' && (
            <TextInput
              label={t('bulkEdits.find')}
              value={choice.find}
              maxLength={500}
              onChange={event => onChange({ ...choice, find: event.currentTarget.value })}
            />
          )}
          <Textarea
            {...words}
            {...(choice.op === 'replace' ? { 'aria-label': undefined, label: t('bulkEdits.replaceWith') } : {})}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={5000}
          />
        </div>
      )
    default:
      return <TextInput {...words} maxLength={name === 'usageTerms' ? 1000 : name === 'credit' ? 300 : 200} />
  }
}

type Words = { 'aria-label': string; value: string; onChange: (event: { currentTarget: { value: string } }) => void }

function Choose({ words, data }: { words: Words; data: { value: string; label: string }[] }) {
  const { t } = useTranslation()
  return <NativeSelect {...words} data={[{ value: '', label: t('assets.field.choose') }, ...data]} />
}

function Statement({ words }: { words: Words }) {
  return <Choose words={words} data={useTermChoices('rights', 'uri')} />
}

type TermsProps = Pick<Props, 'choice' | 'onChange'> & { scheme: (typeof schemes)[keyof typeof schemes]; label: string }
function Terms({ scheme, label, choice, onChange }: TermsProps) {
  const { t } = useTranslation()
  return (
    <MultiSelect
      aria-label={label}
      data={useTermChoices(scheme)}
      value={choice.list}
      onChange={list => onChange({ ...choice, list })}
      searchable
      hidePickedOptions
      maxValues={20}
      placeholder={choice.list.length === 0 ? t('assets.field.choose') : undefined}
    />
  )
}
