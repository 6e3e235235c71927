import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { Button, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { DateField } from '../ui/date-field.tsx'
import { FieldLabel } from './field-label.tsx'
import { languageCodes, visibilityCodes } from './form-choices.ts'
import type { MetadataDraft } from './metadata-draft.ts'
import classes from './metadata-form.module.css'
import { RightsFields } from './rights-fields.tsx'
import { TermField } from './term-field.tsx'
import { useTerms } from './use-terms.ts'

type Props = {
  draft: MetadataDraft
  onChange: (patch: Partial<MetadataDraft>) => void
  /** Fields that the page asks for elsewhere. */
  without?: readonly ('description' | 'altText')[]
}

/** What is said of an asset, once for the batch or for the article. */
export function MetadataForm({ draft, onChange, without = [] }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const { choices, failed, retry } = useTerms()
  return (
    <div className={classes.form}>
      {me.uploadUnits.length > 1 && (
        <Select
          label={<FieldLabel need="required">{t('articles.form.unit')}</FieldLabel>}
          placeholder={t('articles.form.chooseUnit')}
          data={me.uploadUnits.map(unit => ({ value: unit.code, label: unit.name }))}
          value={draft.unit || null}
          onChange={unit => onChange({ unit: unit ?? '' })}
          allowDeselect={false}
        />
      )}
      <TextInput
        label={<FieldLabel need="forPublication">{t('articles.form.creator')}</FieldLabel>}
        placeholder={t('articles.form.creatorHint')}
        value={draft.creator}
        maxLength={200}
        onChange={event => onChange({ creator: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <DateField
          label={<FieldLabel need="required">{t('articles.form.date')}</FieldLabel>}
          value={draft.date}
          onChange={date => onChange({ date })}
        />
        <Select
          label={t('articles.form.language')}
          data={languageCodes.map(code => ({ value: code, label: t(`app.languageName.${code}`) }))}
          value={draft.language}
          onChange={code => code && onChange({ language: code as MetadataDraft['language'] })}
          allowDeselect={false}
        />
      </div>
      {!without.includes('description') && (
        <Textarea
          label={<FieldLabel need="forPublication">{t('articles.form.description')}</FieldLabel>}
          placeholder={t('articles.form.descriptionHint')}
          value={draft.description}
          maxLength={5000}
          autosize
          minRows={3}
          maxRows={10}
          onChange={event => onChange({ description: event.currentTarget.value })}
        />
      )}
      <RightsFields draft={draft} onChange={onChange} options={choices.rights} />
      <TextInput
        label={<FieldLabel need="forPublication">{t('articles.form.credit')}</FieldLabel>}
        placeholder={t('articles.form.creditHint')}
        value={draft.credit}
        maxLength={300}
        onChange={event => onChange({ credit: event.currentTarget.value })}
      />
      {!without.includes('altText') && (
        <Textarea
          label={<FieldLabel need="forPublication">{t('articles.form.altText')}</FieldLabel>}
          placeholder={t('articles.form.altTextHint')}
          value={draft.altText}
          maxLength={1000}
          autosize
          minRows={2}
          maxRows={6}
          onChange={event => onChange({ altText: event.currentTarget.value })}
        />
      )}
      <h3 className={classes.section}>{t('articles.form.more')}</h3>
      {failed && (
        <p className="small">
          {t('articles.form.termsFailed')}{' '}
          <Button size="compact-xs" variant="subtle" onClick={() => void retry()}>
            {t('ui.retry')}
          </Button>
        </p>
      )}
      <TermField
        label={t('articles.form.topics')}
        options={choices.topic}
        value={draft.topics}
        onChange={topics => onChange({ topics })}
      />
      <TermField
        label={t('articles.form.places')}
        options={choices.place}
        value={draft.places}
        onChange={places => onChange({ places })}
      />
      <TermField
        label={t('articles.form.audiences')}
        options={choices.audience}
        value={draft.audiences}
        onChange={audiences => onChange({ audiences })}
      />
      <TagsInput
        label={t('articles.form.tags')}
        placeholder={t('articles.form.tagsHint')}
        value={draft.tags}
        onChange={tags => onChange({ tags })}
        maxTags={50}
        clearable={false}
        splitChars={[',', ';']}
        acceptValueOnBlur
      />
      <Select
        label={t('articles.form.visibility')}
        description={t(`app.visibilityHint.${draft.visibility}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={visibilityCodes.map(code => ({ value: code, label: t(`app.visibility.${code}`) }))}
        value={draft.visibility}
        onChange={code => code && onChange({ visibility: code as MetadataDraft['visibility'] })}
        allowDeselect={false}
      />
    </div>
  )
}
