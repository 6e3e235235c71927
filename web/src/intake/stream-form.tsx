import { Button, Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Livestream } from '#contracts/intake-livestream'
import { useMe } from '../app/me.ts'
import { Dialog } from '../articles/dialog.tsx'
import { AssetField, type PickedAsset } from './asset-picker.tsx'
import classes from './intake.module.css'
import { fromField, toField } from './local-time.ts'
import { MomentField } from './moment-field.tsx'
import { Trouble } from './trouble.tsx'
import { UnitField } from './unit-field.tsx'
import { useSaveLivestream, useUnitChoices } from './use-intake.ts'

export function StreamForm({ stream, onClose }: { stream: Livestream | null; onClose: () => void }) {
  const { t } = useTranslation()
  const units = useUnitChoices()
  const save = useSaveLivestream(stream?.id ?? null)
  const me = useMe()
  const [unit, setUnit] = useState(me.uploadUnits[0]?.code ?? '')
  const [draft, setDraft] = useState({
    title: stream?.title ?? '',
    description: stream?.description ?? '',
    startsAt: stream ? toField(stream.startsAt) : '',
    endsAt: stream ? toField(stream.endsAt) : '',
    streamUrl: stream?.streamUrl ?? '',
    replayUrl: stream?.replayUrl ?? '',
    cover: coverOf(stream, t('intake.live.coverChosen')),
    sharedAll: stream?.sharedAll ?? false,
    sharedWith: stream?.sharedWith.map(unit => unit.code) ?? [],
  })
  const set = (patch: Partial<typeof draft>) => setDraft(old => ({ ...old, ...patch }))
  const whole = draft.title.trim() && draft.startsAt && draft.endsAt && draft.streamUrl
  return (
    <Dialog title={stream ? t('intake.live.edit') : t('intake.live.add')} size={600} onClose={onClose}>
      <form
        onSubmit={event => {
          event.preventDefault()
          const { cover, ...said } = draft
          const body = {
            ...said,
            ...(stream ? {} : { unit }),
            startsAt: fromField(draft.startsAt),
            endsAt: fromField(draft.endsAt),
            replayUrl: draft.replayUrl || null,
            coverAssetId: cover?.id ?? null,
          }
          save.mutate(body, { onSuccess: onClose })
        }}
      >
        <Stack gap={14}>
          {!stream && <UnitField value={unit} onChange={setUnit} />}
          <TextInput
            label={t('intake.live.name')}
            required
            maxLength={300}
            data-autofocus
            value={draft.title}
            onChange={event => set({ title: event.currentTarget.value })}
          />
          <MomentField
            label={t('intake.live.startsAt')}
            timeLabel={t('intake.live.startsTime')}
            value={draft.startsAt}
            onChange={startsAt => set({ startsAt })}
          />
          <MomentField
            label={t('intake.live.endsAt')}
            timeLabel={t('intake.live.endsTime')}
            value={draft.endsAt}
            onChange={endsAt => set({ endsAt })}
          />
          <TextInput
            label={t('intake.live.streamUrl')}
            type="url"
            required
            maxLength={1000}
            value={draft.streamUrl}
            onChange={event => set({ streamUrl: event.currentTarget.value })}
          />
          <TextInput
            label={t('intake.live.replayUrl')}
            type="url"
            maxLength={1000}
            value={draft.replayUrl}
            onChange={event => set({ replayUrl: event.currentTarget.value })}
          />
          <Textarea
            label={t('intake.live.description')}
            maxLength={2000}
            value={draft.description}
            onChange={event => set({ description: event.currentTarget.value })}
          />
          <AssetField
            label={t('intake.live.cover')}
            kinds={pictures}
            value={draft.cover}
            onChange={cover => set({ cover })}
          />
          <Checkbox
            label={t('intake.live.sharedAll')}
            checked={draft.sharedAll}
            onChange={event => set({ sharedAll: event.currentTarget.checked })}
          />
          {!draft.sharedAll && (
            <Checkbox.Group
              label={t('intake.live.sharedWith')}
              value={draft.sharedWith}
              onChange={sharedWith => set({ sharedWith })}
            >
              <div className={classes.report}>
                {units.map(unit => (
                  <Checkbox key={unit.value} value={unit.value} label={unit.label} mt={8} />
                ))}
              </div>
            </Checkbox.Group>
          )}
          <Trouble error={save.error} />
          <Button type="submit" loading={save.isPending} disabled={!whole}>
            {t('intake.live.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}

const pictures = ['image'] as const

/** A card knows its cover's picture, not its title. */
function coverOf(stream: Livestream | null, title: string): PickedAsset | null {
  const cover = stream?.cover
  return cover ? { id: cover.id, title, kind: 'image', thumbUrl: cover.pictureUrl } : null
}
