import { use } from 'react'
import { useTranslation } from 'react-i18next'
import type { MetadataDraft } from './metadata-draft.ts'
import classes from './metadata-form.module.css'
import { FileFields, OwnFields } from './own-fields.ts'

type Props = { children: string; need?: 'required' | 'forPublication'; field?: keyof MetadataDraft }

/** A field's name and, beside it, when it is needed, and whether this file says it differently from its batch. */
export function FieldLabel({ children, need, field }: Props) {
  const { t } = useTranslation()
  const own = use(OwnFields)
  const file = use(FileFields)
  return (
    <>
      {/* The space parts the two for a screen reader. */}
      {children}{' '}
      {need && (
        <em className={classes.need} data-need={need}>
          {t(`articles.form.${need}`)}
        </em>
      )}
      {field && own.has(field) && (
        <>
          {' '}
          <em className={classes.own}>{t('articles.form.own')}</em>
        </>
      )}
      {field && file.has(field) && (
        <>
          {' '}
          <em className={classes.file}>{t('articles.form.fromFile')}</em>
        </>
      )}
    </>
  )
}
