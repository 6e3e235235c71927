import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FieldLabel } from './field-label.tsx'
import { type MetadataDraft, needsGrant, neverClears } from './metadata-draft.ts'
import type { TermOption } from './use-terms.ts'

type Props = { draft: MetadataDraft; onChange: (patch: Partial<MetadataDraft>) => void; options: TermOption[] }

/** The rights statement, and for a work in copyright the paper that allows its publication. */
export function RightsFields({ draft, onChange, options }: Props) {
  const { t } = useTranslation()
  const hint = neverClears(draft.rights)
    ? t('articles.form.neverClears')
    : draft.rights
      ? undefined
      : t('articles.form.rightsHint')
  return (
    <>
      <Select
        label={
          <FieldLabel need="forPublication" field="rights">
            {t('articles.form.rights')}
          </FieldLabel>
        }
        placeholder={t('articles.form.chooseRights')}
        description={hint}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={options}
        value={draft.rights || null}
        onChange={rights => onChange({ rights: rights ?? '' })}
        clearable
        clearButtonProps={{ 'aria-label': t('articles.form.remove', { name: t('articles.form.rights') }) }}
      />
      {needsGrant(draft.rights) && (
        <>
          <TextInput
            label={
              <FieldLabel need="forPublication" field="grant">
                {t('articles.form.grant')}
              </FieldLabel>
            }
            placeholder={t('articles.form.grantHint')}
            description={t('articles.form.grantWhy')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={draft.grant}
            maxLength={500}
            onChange={event => onChange({ grant: event.currentTarget.value })}
          />
          <TextInput
            label={<FieldLabel field="holder">{t('articles.form.holder')}</FieldLabel>}
            value={draft.holder}
            maxLength={200}
            onChange={event => onChange({ holder: event.currentTarget.value })}
          />
        </>
      )}
    </>
  )
}
