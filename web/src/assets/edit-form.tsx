import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { Button, Group, MultiSelect, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { Visibility } from '#contracts/values'
import { languageCodes } from '../articles/form-choices.ts'
import { DateField } from '../ui/date-field.tsx'
import { draftOf, type EditDraft, type EditField } from './edit-draft.ts'
import classes from './edit-form.module.css'
import { EditTrouble } from './edit-trouble.tsx'
import { FileSays } from './file-says.tsx'
import { RightsFields } from './rights-fields.tsx'
import { useSaveEdit } from './use-save-edit.ts'
import { useTermChoices } from './use-term-names.ts'

type Props = { asset: Asset; field?: EditField; onClose: () => void }
type Language = Asset['language']
const visibilities: readonly Visibility[] = ['draft', 'unit', 'hub', 'partners', 'public']

/** Everything that is said of an asset, changed in place. */
export function EditForm({ asset, field, onClose }: Props) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [draft, setDraft] = useState<EditDraft>(() => draftOf(asset))
  const save = useSaveEdit(asset, onClose)
  const set = <K extends EditField>(name: K, value: EditDraft[K]) => setDraft(now => ({ ...now, [name]: value }))
  const words = (
    name: 'title' | 'creator' | 'credit' | 'holder' | 'grant' | 'tags' | 'description' | 'altText' | 'usageTerms',
  ) => ({
    name,
    label: t(`assets.field.${name}`),
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => set(name, event.currentTarget.value),
  })
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(`[name="${field ?? 'title'}"]`)?.focus()
  }, [field])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.date) save.submit(draft)
  }
  return (
    <form ref={form} onSubmit={submit} className={classes.form} aria-label={t('assets.editing')}>
      <h1 className={classes.title}>{t('assets.editing')}</h1>
      <EditTrouble error={save.error} />
      {asset.embedded && (
        <FileSays embedded={asset.embedded} draft={draft} onUse={patch => setDraft(now => ({ ...now, ...patch }))} />
      )}
      <Stack gap={14}>
        <TextInput {...words('title')} maxLength={300} />
        <Textarea {...words('description')} autosize minRows={3} maxRows={12} maxLength={5000} />
        <TextInput {...words('creator')} maxLength={200} />
        <Group grow gap={12} align="flex-start">
          <DateField
            name="date"
            label={t('assets.field.date')}
            value={draft.date}
            onChange={value => set('date', value)}
          />
          <NativeSelect
            name="language"
            label={t('assets.field.language')}
            value={draft.language}
            onChange={event => set('language', event.currentTarget.value as Language)}
            data={languageCodes.map(value => ({ value, label: t(`app.languageName.${value}`) }))}
          />
        </Group>
        <RightsFields draft={draft} set={set} words={words} />
        <TextInput {...words('credit')} maxLength={300} />
        {asset.kind !== 'article' && (
          <Textarea
            {...words('altText')}
            description={t('assets.field.altTextHint')}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={1000}
          />
        )}
        {termFields.map(({ scheme, name, most }) => (
          <Terms
            key={name}
            scheme={scheme}
            label={t(`assets.field.${name}`)}
            most={most}
            value={draft[name]}
            onChange={value => set(name, value)}
          />
        ))}
        <TextInput {...words('tags')} description={t('assets.field.tagsHint')} />
        <NativeSelect
          name="visibility"
          label={t('assets.field.visibility')}
          description={t(`app.visibilityHint.${draft.visibility}`)}
          value={draft.visibility}
          onChange={event => set('visibility', event.currentTarget.value as Visibility)}
          data={visibilities.map(value => ({ value, label: t(`app.visibility.${value}`) }))}
        />
      </Stack>
      <div className={classes.foot}>
        {!draft.date && <span className={`dim small ${classes.off}`}>{t('assets.needsDate')}</span>}
        <Button variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
        <Button type="submit" disabled={!draft.date} loading={save.pending}>
          {t('assets.save')}
        </Button>
      </div>
    </form>
  )
}

const termFields = [
  { scheme: 'topic', name: 'topics', most: 20 },
  { scheme: 'place', name: 'places', most: 20 },
  { scheme: 'audience', name: 'audiences', most: 20 },
  { scheme: 'pillar', name: 'pillars', most: 5 },
  { scheme: 'theme', name: 'themes', most: 20 },
] as const

type TermsProps = {
  scheme: (typeof termFields)[number]['scheme']
  label: string
  /** So many may be named. */
  most: number
  value: string[]
  onChange: (value: string[]) => void
}
function Terms({ scheme, label, most, value, onChange }: TermsProps) {
  const { t } = useTranslation()
  const choices = useTermChoices(scheme)
  // A code that is no longer in the vocabulary still shows, and can be taken out.
  const gone = value
    .filter(code => !choices.some(choice => choice.value === code))
    .map(code => ({ value: code, label: code }))
  return (
    <MultiSelect
      label={label}
      data={[...choices, ...gone]}
      value={value}
      onChange={onChange}
      searchable
      hidePickedOptions
      maxValues={most}
      placeholder={value.length === 0 ? t('assets.field.choose') : undefined}
    />
  )
}
