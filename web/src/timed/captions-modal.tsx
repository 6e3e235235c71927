import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, NativeSelect, Stack } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { CaptionAnswer, CaptionTrack } from '#contracts/caption'
import { ApiProblem } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import { languageCodes } from '../articles/form-choices.ts'
import { useFormat } from '../ui/format.ts'
import classes from './timed.module.css'
import { useSendCaptions } from './use-captions.ts'

const kinds: readonly CaptionTrack['kind'][] = ['subtitles', 'captions']

type Props = { asset: Asset; tracks: readonly CaptionTrack[]; onClose: () => void }

/** A file of captions: in which language, for whom; then what was mended in it, or which lines are at fault. */
export function CaptionsModal({ asset, tracks, onClose }: Props) {
  const { t } = useTranslation()
  const send = useSendCaptions(asset.id)
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [language, setLanguage] = useState<string>(asset.language)
  const [kind, setKind] = useState<CaptionTrack['kind']>('subtitles')
  const replaces = tracks.find(track => track.language === language && track.kind === kind)
  const submit = () => {
    if (file) send.mutate({ file, language, kind, ...(replaces ? { replaces } : {}) })
  }
  return (
    <Modal opened onClose={onClose} title={t('timed.captions.add')} closeButtonProps={{ 'aria-label': t('ui.close') }}>
      {send.data ? (
        <Taken answer={send.data} onClose={onClose} />
      ) : (
        <Stack gap={16}>
          <p className="dim">{t('timed.captions.hint')}</p>
          <Group gap={12} wrap="nowrap">
            <Button variant="default" onClick={() => input.current?.click()} style={{ flex: 'none' }}>
              {t('timed.captions.pick')}
            </Button>
            <span className={`dim ${classes.words}`}>{file?.name ?? t('timed.captions.noFile')}</span>
          </Group>
          <input
            ref={input}
            type="file"
            hidden
            data-testid="captions-file"
            accept=".vtt,.srt,text/vtt,application/x-subrip"
            onChange={event => {
              send.reset()
              setFile(event.currentTarget.files?.[0] ?? null)
            }}
          />
          <NativeSelect
            label={t('timed.captions.language')}
            value={language}
            data={languageCodes.map(value => ({ value, label: t(`app.languageName.${value}`) }))}
            onChange={event => setLanguage(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('timed.captions.kindLabel')}
            value={kind}
            data={kinds.map(value => ({ value, label: t(`timed.captions.kindLong.${value}`) }))}
            onChange={event => setKind(event.currentTarget.value as CaptionTrack['kind'])}
          />
          {replaces && <p className={classes.warning}>{t('timed.captions.replaces', { label: replaces.label })}</p>}
          <Trouble error={send.error} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('ui.cancel')}
            </Button>
            <Button disabled={!file} loading={send.isPending} onClick={submit}>
              {t(replaces ? 'timed.captions.replace' : 'timed.captions.send')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function Taken({ answer, onClose }: { answer: CaptionAnswer; onClose: () => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { caption, encoding, notices } = answer
  return (
    <Stack gap={16}>
      <p role="status">
        {t('timed.captions.taken', { label: caption.label, cues: f.number(caption.cues) })}
        {encoding !== 'utf-8' && ` ${t('timed.captions.encoding', { encoding: encoding.toUpperCase() })}`}
      </p>
      {notices.length > 0 && (
        <div className={classes.warning}>
          <p>{t('timed.captions.mended')}</p>
          <ul className={classes.lines}>
            {notices.map(notice => (
              <li key={notice.code}>{notice.detail}</li>
            ))}
          </ul>
        </div>
      )}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('ui.close')}</Button>
      </Group>
    </Stack>
  )
}

function Trouble({ error }: { error: unknown }) {
  const problem = useProblem()
  if (!error) return null
  const { title, detail } = problem(error)
  const lines = error instanceof ApiProblem ? error.errors : []
  return (
    <div className={classes.trouble} role="alert">
      <b>{title}.</b>
      {lines.length === 0 && ` ${detail}`}
      <ul className={classes.lines}>
        {lines.map(({ detail: line }) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}
