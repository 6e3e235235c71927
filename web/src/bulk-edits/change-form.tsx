import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkSelection } from '#contracts/bulk-edit'
import classes from './bulk-edits.module.css'
import { type ChangeDraft, changeableFields, changesOf, noChoice } from './change-draft.ts'
import { FieldRow } from './field-row.tsx'
import { Trouble } from './trouble.tsx'
import { useBegin } from './use-bulk-edits.ts'

/** One change for all: each field kept, or how it shall change. It leads to the dry run. */
export function ChangeForm({ select }: { select: BulkSelection }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const begin = useBegin()
  const [draft, setDraft] = useState<ChangeDraft>({})
  const changes = changesOf(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!changes) return
    const to = '/sua-hang-loat/$id'
    begin.mutate({ select, changes }, { onSuccess: ({ id }) => void navigate({ to, params: { id } }) })
  }
  return (
    <form onSubmit={submit} className={classes.section} aria-labelledby="bulk-form">
      <h2 id="bulk-form">{t('bulkEdits.form')}</h2>
      <p className="dim small">{t('bulkEdits.formHint')}</p>
      <div className={classes.fields}>
        {changeableFields.map(name => (
          <FieldRow
            key={name}
            name={name}
            choice={draft[name] ?? noChoice}
            onChange={choice => setDraft(now => ({ ...now, [name]: choice }))}
          />
        ))}
      </div>
      <Trouble error={begin.error} />
      <div className={classes.foot}>
        {!changes && <span className="dim small">{t('bulkEdits.nothing')}</span>}
        <Button type="submit" disabled={!changes} loading={begin.isPending}>
          {t('bulkEdits.preview')}
        </Button>
      </div>
    </form>
  )
}
