import { useTranslation } from 'react-i18next'
import classes from './metadata-form.module.css'

type Props = { children: string; need?: 'required' | 'forPublication' }

/** A field's name and, beside it, when it is needed. */
export function FieldLabel({ children, need }: Props) {
  const { t } = useTranslation()
  return (
    <>
      {/* The space parts the two for a screen reader. */}
      {children}{' '}
      {need && (
        <em className={classes.need} data-need={need}>
          {t(`articles.form.${need}`)}
        </em>
      )}
    </>
  )
}
