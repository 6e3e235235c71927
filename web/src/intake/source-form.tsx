import { Button, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source, SourceKind } from '#contracts/intake-source'
import { useMe } from '../app/me.ts'
import { Dialog } from '../articles/dialog.tsx'
import { languageCodes } from '../articles/form-choices.ts'
import { useTerms } from '../articles/use-terms.ts'
import classes from './intake.module.css'
import { Trouble } from './trouble.tsx'
import { type SourceDraft, useSaveSource, useUnitChoices } from './use-intake.ts'

const kinds: readonly SourceKind[] = ['feed', 'ninjs', 'page']

export function SourceForm({ source, onClose }: { source: Source | null; onClose: () => void }) {
  const { t } = useTranslation()
  const units = useUnitChoices()
  const { choices } = useTerms()
  const me = useMe()
  const save = useSaveSource(source?.id ?? null)
  const [draft, setDraft] = useState<SourceDraft>(draftOf(source))
  const set = (patch: Partial<SourceDraft>) => setDraft(old => ({ ...old, ...patch }))
  const unit = draft.unit || me.hub.curatingUnit?.code || units[0]?.value || ''
  return (
    <Dialog title={source ? t('intake.source.edit') : t('intake.source.add')} size={600} onClose={onClose}>
      <form
        className={classes.list}
        onSubmit={event => {
          event.preventDefault()
          save.mutate({ ...draft, unit }, { onSuccess: onClose })
        }}
      >
        <Stack gap={14}>
          <TextInput
            label={t('intake.source.name')}
            required
            maxLength={200}
            data-autofocus
            value={draft.name}
            onChange={event => set({ name: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('intake.source.kind')}
            value={draft.kind}
            data={kinds.map(value => ({ value, label: t(`intake.source.kinds.${value}`) }))}
            onChange={event => set({ kind: event.currentTarget.value as SourceKind })}
          />
          <TextInput
            label={t('intake.source.address')}
            type="url"
            required
            maxLength={1000}
            value={draft.address}
            onChange={event => set({ address: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('intake.source.unit')}
            value={unit}
            data={units}
            onChange={event => set({ unit: event.currentTarget.value })}
          />
          <TextInput
            label={t('intake.source.credit')}
            maxLength={300}
            value={draft.credit}
            onChange={event => set({ credit: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('intake.source.language')}
            description={t('intake.source.languageHint')}
            value={draft.language}
            data={languageCodes.map(value => ({ value, label: t(`app.languageName.${value}`) }))}
            onChange={event => set({ language: languageOf(event.currentTarget.value) })}
          />
          <NativeSelect
            label={t('intake.source.topic')}
            value={draft.topic ?? ''}
            data={[{ value: '', label: t('intake.source.noTopic') }, ...choices.topic]}
            onChange={event => set({ topic: event.currentTarget.value || null })}
          />
          <NativeSelect
            label={t('intake.source.rights')}
            description={t('intake.source.rightsHint')}
            value={draft.rights?.statement ?? ''}
            data={[{ value: '', label: t('intake.source.unknown') }, ...choices.rights]}
            onChange={event =>
              set({
                rights: event.currentTarget.value ? { ...draft.rights, statement: event.currentTarget.value } : null,
              })
            }
          />
          {draft.rights && (
            <TextInput
              label={t('intake.source.grant')}
              maxLength={500}
              value={draft.rights.grant ?? ''}
              onChange={event =>
                set({ rights: { statement: draft.rights?.statement ?? '', grant: event.currentTarget.value } })
              }
            />
          )}
          <TextInput
            label={t('intake.source.every')}
            type="number"
            min={5}
            max={10080}
            value={String(draft.everyMinutes)}
            onChange={event => set({ everyMinutes: Number(event.currentTarget.value) })}
          />
          <Trouble error={save.error} />
          <Button type="submit" loading={save.isPending} disabled={!draft.name.trim() || !draft.address}>
            {t('intake.source.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}

function draftOf(source: Source | null): SourceDraft {
  if (!source)
    return {
      name: '',
      kind: 'feed',
      address: '',
      unit: '',
      credit: '',
      everyMinutes: 30,
      rights: null,
      language: 'vi',
      topic: null,
    }
  const { name, kind, address, unit, credit, everyMinutes, language, topic, rights } = source
  return {
    ...{ name, kind, address, credit, everyMinutes, language, topic, unit: unit.code },
    rights: rights && {
      statement: rights.statement,
      ...(rights.holder ? { holder: rights.holder } : {}),
      ...(rights.grant ? { grant: rights.grant } : {}),
      ...(rights.usageTerms ? { usageTerms: rights.usageTerms } : {}),
    },
  }
}

const languageOf = (value: string): Source['language'] => languageCodes.find(code => code === value) ?? 'vi'
