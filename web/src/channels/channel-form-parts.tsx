import { Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelKindForm } from '#contracts/channel-admin'
import type { Channel } from '#contracts/delivery'
import { FieldLabel } from '../articles/field-label.tsx'
import { useUnits } from '../operations/use-people.ts'
import { type ChannelDraft, codeOf } from './channel-draft.ts'
import classes from './channel-form.module.css'
import { FieldInput } from './field-input.tsx'
import { WindowsEditor } from './windows-editor.tsx'

export type PartProps = {
  form: ChannelKindForm
  draft: ChannelDraft
  set: (patch: Partial<ChannelDraft>) => void
  /** What is wrong with a field, in words. */
  errorOf: (name: string) => string | null
  channel: Channel | undefined
}

type NamingProps = PartProps & { kinds: readonly ChannelKindForm[]; onKind: (kind: ChannelKindForm) => void }

export function Naming({ form, draft, set, errorOf, channel, kinds, onKind }: NamingProps) {
  const { t } = useTranslation()
  const units = useUnits()
  const order = ['label' as const, 'input' as const, 'description' as const, 'error' as const]
  return (
    <>
      {!channel && (
        <NativeSelect
          label={t('channels.form.kindLabel')}
          description={form.hint}
          inputWrapperOrder={order}
          value={draft.kind}
          data={kinds.map(each => ({ value: each.kind, label: each.name }))}
          onChange={event => onKind(kinds.find(each => each.kind === event.currentTarget.value) ?? form)}
        />
      )}
      <div className={classes.two}>
        <TextInput
          label={<FieldLabel need="required">{t('channels.form.name')}</FieldLabel>}
          placeholder={t('channels.form.nameHint')}
          value={draft.name}
          maxLength={200}
          error={errorOf('name')}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        {channel ? (
          <TextInput label={t('channels.form.code')} value={channel.code} readOnly disabled />
        ) : (
          <TextInput
            label={<FieldLabel need="required">{t('channels.form.code')}</FieldLabel>}
            description={t('channels.form.codeHint')}
            inputWrapperOrder={order}
            value={draft.code || codeOf(draft.name)}
            maxLength={64}
            error={errorOf('code')}
            onChange={event => set({ code: event.currentTarget.value })}
          />
        )}
      </div>
      {form.address && (
        <TextInput
          type="url"
          label={<FieldLabel need="required">{form.address.label}</FieldLabel>}
          description={form.address.hint}
          inputWrapperOrder={order}
          value={draft.address}
          maxLength={500}
          error={errorOf('address')}
          onChange={event => set({ address: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={t('channels.admin.owner')}
        description={t('channels.admin.ownerHint')}
        inputWrapperOrder={order}
        value={draft.unit}
        data={[
          ...(channel ? [] : [{ value: '', label: t('channels.admin.curating') }]),
          ...(units.data ?? []).map(unit => ({ value: unit.code, label: unit.name })),
        ]}
        error={errorOf('unit')}
        onChange={event => set({ unit: event.currentTarget.value })}
      />
    </>
  )
}

export function Settings({ form, draft, set, errorOf }: PartProps) {
  const { t } = useTranslation()
  const id = useId()
  if (form.settings.length === 0) return null
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h3 id={id}>{t('channels.admin.settings')}</h3>
      {form.settings.map(field => (
        <FieldInput
          key={`${form.kind}.${field.name}`}
          field={field}
          value={draft.settings[field.name] ?? ''}
          error={errorOf(`settings.${field.name}`)}
          onChange={value => set({ settings: { ...draft.settings, [field.name]: value } })}
        />
      ))}
    </section>
  )
}

export function Credentials({ form, draft, set, errorOf, channel }: PartProps) {
  const { t } = useTranslation()
  const id = useId()
  if (form.credentials.length === 0) return null
  const kept = channel?.hasCredentials ?? false
  const mayForget = kept && form.credentials.every(field => !field.required)
  return (
    <section className={classes.part} aria-labelledby={id}>
      <div>
        <h3 id={id}>{t('channels.admin.credentials')}</h3>
        <p className="dim small">{t(kept ? 'channels.admin.credentialsKept' : 'channels.admin.credentialsHint')}</p>
      </div>
      {!draft.forgetCredentials &&
        form.credentials.map(field => (
          <FieldInput
            key={`${form.kind}.${field.name}`}
            field={field}
            kept={kept}
            value={draft.credentials[field.name] ?? ''}
            error={errorOf(`credentials.${field.name}`) ?? errorOf('credentials')}
            onChange={value => set({ credentials: { ...draft.credentials, [field.name]: value } })}
          />
        ))}
      {mayForget && (
        <Checkbox
          label={t('channels.admin.forget')}
          checked={draft.forgetCredentials}
          onChange={event => set({ forgetCredentials: event.currentTarget.checked })}
        />
      )}
    </section>
  )
}

export function Pace({ draft, set, errorOf, asked }: PartProps & { asked: boolean }) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <section className={classes.part} aria-labelledby={id}>
      <h3 id={id}>{t('channels.admin.pace')}</h3>
      <WindowsEditor value={draft.windows} asked={asked} onChange={windows => set({ windows })} />
      <TextInput
        label={t('channels.admin.perHour')}
        description={t('channels.admin.perHourHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        inputMode="numeric"
        placeholder={t('channels.admin.noLimit')}
        value={draft.perHour}
        maxLength={5}
        error={errorOf('perHour')}
        onChange={event => set({ perHour: event.currentTarget.value })}
      />
    </section>
  )
}
