import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { Button, Select, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { DateField } from '../ui/date-field.tsx'
import { EmbargoField } from './embargo-field.tsx'
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
          label={
            <FieldLabel need="required" field="unit">
              {t('articles.form.unit')}
            </FieldLabel>
          }
          placeholder={t('articles.form.chooseUnit')}
          data={me.uploadUnits.map(unit => ({ value: unit.code, label: unit.name }))}
          value={draft.unit || null}
          onChange={unit => onChange({ unit: unit ?? '' })}
          allowDeselect={false}
        />
      )}
      <TextInput
        label={
          <FieldLabel need="forPublication" field="creator">
            {t('articles.form.creator')}
          </FieldLabel>
        }
        placeholder={t('articles.form.creatorHint')}
        value={draft.creator}
        maxLength={200}
        onChange={event => onChange({ creator: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <DateField
          label={
            <FieldLabel need="required" field="date">
              {t('articles.form.date')}
            </FieldLabel>
          }
          value={draft.date}
          onChange={date => onChange({ date })}
        />
        <Select
          label={<FieldLabel field="language">{t('articles.form.language')}</FieldLabel>}
          data={languageCodes.map(code => ({ value: code, label: t(`app.languageName.${code}`) }))}
          value={draft.language}
          onChange={code => code && onChange({ language: code as MetadataDraft['language'] })}
          allowDeselect={false}
        />
      </div>
      {!without.includes('description') && (
        <Textarea
          label={
            <FieldLabel need="forPublication" field="description">
              {t('articles.form.description')}
            </FieldLabel>
          }
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
        label={
          <FieldLabel need="forPublication" field="credit">
            {t('articles.form.credit')}
          </FieldLabel>
        }
        placeholder={t('articles.form.creditHint')}
        value={draft.credit}
        maxLength={300}
        onChange={event => onChange({ credit: event.currentTarget.value })}
      />
      {!without.includes('altText') && (
        <Textarea
          label={
            <FieldLabel need="forPublication" field="altText">
              {t('articles.form.altText')}
            </FieldLabel>
          }
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
        label={<FieldLabel field="topics">{t('articles.form.topics')}</FieldLabel>}
        options={choices.topic}
        value={draft.topics}
        onChange={topics => onChange({ topics })}
      />
      <TermField
        label={<FieldLabel field="places">{t('articles.form.places')}</FieldLabel>}
        options={choices.place}
        value={draft.places}
        onChange={places => onChange({ places })}
      />
      <TermField
        label={<FieldLabel field="audiences">{t('articles.form.audiences')}</FieldLabel>}
        options={choices.audience}
        value={draft.audiences}
        onChange={audiences => onChange({ audiences })}
      />
      <TermField
        label={<FieldLabel field="pillars">{t('articles.form.pillars')}</FieldLabel>}
        options={choices.pillar}
        most={5}
        value={draft.pillars}
        onChange={pillars => onChange({ pillars })}
      />
      <TermField
        label={<FieldLabel field="themes">{t('articles.form.themes')}</FieldLabel>}
        options={choices.theme}
        value={draft.themes}
        onChange={themes => onChange({ themes })}
      />
      <TagsInput
        label={<FieldLabel field="tags">{t('articles.form.tags')}</FieldLabel>}
        placeholder={t('articles.form.tagsHint')}
        value={draft.tags}
        onChange={tags => onChange({ tags })}
        maxTags={50}
        clearable={false}
        splitChars={[',', ';']}
        acceptValueOnBlur
      />
      <Select
        label={<FieldLabel field="visibility">{t('articles.form.visibility')}</FieldLabel>}
        description={t(`app.visibilityHint.${draft.visibility}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={visibilityCodes.map(code => ({ value: code, label: t(`app.visibility.${code}`) }))}
        value={draft.visibility}
        onChange={code => code && onChange({ visibility: code as MetadataDraft['visibility'] })}
        allowDeselect={false}
      />
      <EmbargoField value={draft.embargoUntil} onChange={embargoUntil => onChange({ embargoUntil })} />
    </div>
  )
}
