import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { useProblem } from '../app/use-problem.ts'
import { ModalFoot } from '../ui/modal-foot.tsx'
import { showToast } from '../ui/toast.ts'
import { readClock, shortClock, writeClock } from './clip-times.ts'
import classes from './timed.module.css'
import { useCutClip } from './use-clips.ts'

const leastMs = 500

/** From where to where, by typing or by the place that the player stands at; the hub cuts while people go on. */
export function ClipModal({ asset, onClose }: { asset: Asset; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const cut = useCutClip(asset.id)
  const player = useRef<HTMLVideoElement>(null)
  const lengthMs = asset.original?.durationMs ?? 0
  const [from, setFrom] = useState(writeClock(0))
  const [to, setTo] = useState(writeClock(lengthMs))
  const [title, setTitle] = useState('')
  const [fromMs, toMs] = [readClock(from), readClock(to)]
  const good = fromMs !== null && toMs !== null && toMs - fromMs >= leastMs && toMs <= lengthMs + leastMs
  const media = asset.renditions.find(each => each.name === (asset.kind === 'video' ? 'video' : 'audio'))
  const here = () => writeClock((player.current?.currentTime ?? 0) * 1000)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!good) return
    await cut.mutateAsync({ fromMs, toMs, ...(title.trim() ? { title: title.trim() } : {}) })
    void showToast({ message: t('timed.clips.asked') })
    onClose()
  }
  const refusal = cut.error ? problem(cut.error) : null
  return (
    <Modal opened onClose={onClose} title={t('timed.clips.cut')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      <form onSubmit={event => void submit(event).catch(() => undefined)}>
        <Stack gap={16}>
          {media && (
            // biome-ignore lint/a11y/useMediaCaption: a place is looked for here; captions stand on the page
            <video
              ref={player}
              className={classes.preview}
              data-sound={asset.kind === 'audio' || undefined}
              src={media.url}
              controls
              preload="metadata"
              aria-label={t('timed.clips.player')}
            />
          )}
          <Place label={t('timed.clips.fromLabel')} value={from} bad={fromMs === null} onChange={setFrom} here={here} />
          <Place label={t('timed.clips.toLabel')} value={to} bad={toMs === null} onChange={setTo} here={here} />
          <p className="dim small" role="status">
            {good
              ? t('timed.clips.length', { length: shortClock(toMs - fromMs) })
              : t('timed.clips.bad', { length: shortClock(lengthMs) })}
          </p>
          <TextInput
            label={t('timed.clips.name')}
            placeholder={asset.title}
            value={title}
            maxLength={300}
            onChange={event => setTitle(event.currentTarget.value)}
          />
          <p className="dim small">{t('timed.clips.bound')}</p>
          <ModalFoot refusal={refusal} onClose={onClose}>
            <Button type="submit" disabled={!good} loading={cut.isPending}>
              {t('timed.clips.submit')}
            </Button>
          </ModalFoot>
        </Stack>
      </form>
    </Modal>
  )
}

type PlaceProps = { label: string; value: string; bad: boolean; onChange: (value: string) => void; here: () => string }

function Place({ label, value, bad, onChange, here }: PlaceProps) {
  const { t } = useTranslation()
  return (
    <Group gap={8} align="end" wrap="nowrap">
      <TextInput
        label={label}
        value={value}
        error={bad}
        inputMode="decimal"
        style={{ flex: 1 }}
        onChange={event => onChange(event.currentTarget.value)}
      />
      <Button
        variant="default"
        style={{ flex: 'none' }}
        aria-label={`${label}: ${t('timed.clips.here')}`}
        onClick={() => onChange(here())}
      >
        {t('timed.clips.here')}
      </Button>
    </Group>
  )
}
