import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelKindForm, FormField } from '#contracts/channel-admin'
import type { Channel } from '#contracts/delivery'
import { useTermNames } from '../assets/use-term-names.ts'
import { useFormat } from '../ui/format.ts'
import classes from './channel-page.module.css'
import { lineOf } from './field-value.ts'
import { WeekStrip } from './week-strip.tsx'

/** How a channel is set up, to be read: no secret is among it. */
export function ChannelSetup({ channel, form }: { channel: Channel; form: ChannelKindForm }) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <section className={classes.part}>
      <h2>{t('channels.admin.setup')}</h2>
      <dl className={classes.facts}>
        <Fact label={t('channels.form.code')}>{channel.code}</Fact>
        <Fact label={t('channels.admin.owner')}>{channel.unit.name}</Fact>
        {form.address && <Fact label={form.address.label}>{channel.address}</Fact>}
        {form.settings.map(field => (
          <Fact key={field.name} label={field.label}>
            <Value field={field} value={channel.settings[field.name]} />
          </Fact>
        ))}
        {form.credentials.length > 0 && (
          <Fact label={t('channels.admin.credentials')}>
            {t(channel.hasCredentials ? 'channels.admin.keptShort' : 'channels.admin.notKept')}
          </Fact>
        )}
        <Fact label={t('channels.admin.perHour')}>
          {channel.perHour === null
            ? t('channels.admin.noLimit')
            : t('channels.admin.perHourValue', { count: channel.perHour, number: f.number(channel.perHour) })}
        </Fact>
        <Fact label={t('channels.admin.windows.title')}>
          <WeekStrip windows={channel.windows} />
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Value({ field, value = null }: { field: FormField; value: FormField['initial'] | undefined }) {
  const { t } = useTranslation()
  const termName = useTermNames()
  if (field.type === 'choice') return field.options.find(each => each.value === value)?.label ?? String(value ?? '–')
  if (field.type === 'flag') return t(value === true ? 'channels.admin.yes' : 'channels.admin.no')
  if (Array.isArray(value) && field.type === 'rows' && value.length > 0)
    return (
      <ul>
        {value.slice(0, 20).map(row => (
          <li key={lineOf(field, row)}>{lineOf(field, row)}</li>
        ))}
        {value.length > 20 && <li className="dim">{t('channels.admin.andMore', { count: value.length - 20 })}</li>}
      </ul>
    )
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(String).join(', ')
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
    if (entries.length === 0) return '–'
    return (
      <ul>
        {entries.map(([key, each]) => (
          <li key={key}>
            {field.keys === 'topic' ? termName('topic', key) : key} →{' '}
            {typeof each === 'object' ? JSON.stringify(each) : String(each)}
          </li>
        ))}
      </ul>
    )
  }
  return value === null || value === '' ? '–' : String(value)
}
