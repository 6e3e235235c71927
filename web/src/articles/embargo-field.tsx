import { useTranslation } from 'react-i18next'
import { DateField } from '../ui/date-field.tsx'
import { TimeField } from '../ui/time-field.tsx'
import { FieldLabel } from './field-label.tsx'
import classes from './metadata-form.module.css'

type Props = { value: string; onChange: (local: string) => void }

/** Until when nobody but those who prepare it sees the item: a day, and then an hour. `2026-12-01T09:00` in Vietnam, or empty. */
export function EmbargoField({ value, onChange }: Props) {
  const { t } = useTranslation()
  const [day = '', time = ''] = value.split('T')
  return (
    <div className={classes.pair}>
      <DateField
        label={<FieldLabel field="embargoUntil">{t('articles.form.embargo')}</FieldLabel>}
        description={t('articles.form.embargoHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={day}
        onChange={next => onChange(next ? `${next}T${time || '00:00'}` : '')}
      />
      {day && (
        <TimeField
          label={t('articles.form.embargoTime')}
          value={time}
          onChange={next => onChange(`${day}T${next || '00:00'}`)}
        />
      )}
    </div>
  )
}
