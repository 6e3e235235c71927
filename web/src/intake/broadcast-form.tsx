import { Button, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '#contracts/intake-broadcast'
import { useMe } from '../app/me.ts'
import { Dialog } from '../articles/dialog.tsx'
import { AssetField, type PickedAsset } from './asset-picker.tsx'
import { fromField, toField } from './local-time.ts'
import { MomentField } from './moment-field.tsx'
import { Trouble } from './trouble.tsx'
import { UnitField } from './unit-field.tsx'
import { useSaveBroadcast } from './use-intake.ts'

export function BroadcastForm({ airing, onClose }: { airing: Broadcast | null; onClose: () => void }) {
  const { t } = useTranslation()
  const save = useSaveBroadcast(airing?.id ?? null)
  const me = useMe()
  const [unit, setUnit] = useState(me.uploadUnits[0]?.code ?? '')
  const [draft, setDraft] = useState({
    at: airing ? toField(airing.airedAt) : '',
    programme: airing?.programme ?? '',
    channel: airing?.channel ?? '',
    minutes: airing ? String(airing.seconds / 60) : '',
    note: airing?.note ?? '',
    asset: airing?.asset ? ({ ...airing.asset, kind: 'video', thumbUrl: null } as PickedAsset) : null,
  })
  const set = (patch: Partial<typeof draft>) => setDraft(old => ({ ...old, ...patch }))
  const seconds = Math.round(Number(draft.minutes.replace(',', '.')) * 60)
  return (
    <Dialog title={airing ? t('intake.log.edit') : t('intake.log.add')} onClose={onClose}>
      <form
        onSubmit={event => {
          event.preventDefault()
          const { at, programme, channel, note, asset } = draft
          save.mutate(
            {
              ...(airing ? {} : { unit }),
              ...{ airedAt: fromField(at), programme, channel, seconds, note },
              assetId: asset?.id ?? null,
            },
            { onSuccess: onClose },
          )
        }}
      >
        <Stack gap={14}>
          {!airing && <UnitField value={unit} onChange={setUnit} />}
          <MomentField
            label={t('intake.log.airedAt')}
            timeLabel={t('intake.log.airedTime')}
            autoFocus
            value={draft.at}
            onChange={at => set({ at })}
          />
          <TextInput
            label={t('intake.log.programme')}
            required
            maxLength={300}
            value={draft.programme}
            onChange={event => set({ programme: event.currentTarget.value })}
          />
          <TextInput
            label={t('intake.log.channel')}
            required
            maxLength={100}
            value={draft.channel}
            onChange={event => set({ channel: event.currentTarget.value })}
          />
          <TextInput
            label={t('intake.log.minutes')}
            required
            inputMode="decimal"
            value={draft.minutes}
            onChange={event => set({ minutes: event.currentTarget.value })}
          />
          <AssetField label={t('intake.log.asset')} value={draft.asset} onChange={asset => set({ asset })} />
          <Textarea
            label={t('intake.log.note')}
            maxLength={1000}
            value={draft.note}
            onChange={event => set({ note: event.currentTarget.value })}
          />
          <Trouble error={save.error} />
          <Button
            type="submit"
            loading={save.isPending}
            disabled={!draft.at || !draft.programme.trim() || !draft.channel.trim() || !(seconds > 0)}
          >
            {t('intake.log.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
