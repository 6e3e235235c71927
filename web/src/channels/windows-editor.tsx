import { ActionIcon, Button, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './channel-form.module.css'
import { type WindowDraft, weekdays, windowFault } from './sending-windows.ts'

type Props = { value: WindowDraft[]; asked: boolean; onChange: (value: WindowDraft[]) => void }
const office = { days: [1, 2, 3, 4, 5], from: '07:30', to: '17:00' }

/** The days and hours in which new deliveries begin. */
export function WindowsEditor({ value, asked, onChange }: Props) {
  const { t } = useTranslation()
  const next = Math.max(-1, ...value.map(window => window.id)) + 1
  return (
    <fieldset className={classes.mapping}>
      <legend>{t('channels.admin.windows.title')}</legend>
      <p className="dim small">
        {t(value.length === 0 ? 'channels.admin.windows.always' : 'channels.admin.windows.hint')}
      </p>
      {value.map((window, index) => (
        <OneWindow
          key={window.id}
          window={window}
          name={t('channels.admin.windows.one', { number: index + 1 })}
          asked={asked}
          onChange={changed => onChange(value.map(each => (each.id === window.id ? changed : each)))}
          onRemove={() => onChange(value.filter(each => each.id !== window.id))}
        />
      ))}
      {value.length < 14 && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={16} stroke={1.6} />}
          onClick={() => onChange([...value, { id: next, ...office, days: [...office.days] }])}
        >
          {t('channels.admin.windows.add')}
        </Button>
      )}
    </fieldset>
  )
}

type OneProps = {
  window: WindowDraft
  name: string
  asked: boolean
  onChange: (window: WindowDraft) => void
  onRemove: () => void
}

function OneWindow({ window, name, asked, onChange, onRemove }: OneProps) {
  const { t } = useTranslation()
  const fault = asked ? windowFault(window) : null
  const turn = (day: number) => {
    const days = window.days.includes(day) ? window.days.filter(each => each !== day) : [...window.days, day]
    onChange({ ...window, days })
  }
  return (
    <div className={classes.window}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset within a fieldset would be read twice over */}
      <div role="group" aria-label={`${name}: ${t('channels.admin.windows.days')}`} className={classes.days}>
        {weekdays.map(day => (
          <button
            key={day}
            type="button"
            className={classes.day}
            aria-pressed={window.days.includes(day)}
            aria-label={t(`channels.admin.day.d${day}`)}
            onClick={() => turn(day)}
          >
            {t(`channels.admin.shortDay.d${day}`)}
          </button>
        ))}
      </div>
      <div className={classes.hours}>
        <TextInput
          aria-label={`${name}: ${t('channels.admin.windows.from')}`}
          placeholder="07:30"
          value={window.from}
          maxLength={5}
          error={fault === 'hours' || fault === 'order'}
          onChange={event => onChange({ ...window, from: event.currentTarget.value })}
        />
        <span>{t('channels.admin.windows.until')}</span>
        <TextInput
          aria-label={`${name}: ${t('channels.admin.windows.to')}`}
          placeholder="17:00"
          value={window.to}
          maxLength={5}
          error={fault === 'hours' || fault === 'order'}
          onChange={event => onChange({ ...window, to: event.currentTarget.value })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          size={36}
          aria-label={`${name}: ${t('channels.admin.mapping.remove')}`}
          onClick={onRemove}
        >
          <IconX size={16} stroke={1.6} />
        </ActionIcon>
      </div>
      {fault && (
        <p className={classes.error} role="alert">
          {t(`channels.admin.windows.fault.${fault}`)}
        </p>
      )}
    </div>
  )
}
