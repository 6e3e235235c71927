import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './modal-form.module.css'
import { useChannels } from './use-asset.ts'
import { type NominationResult, useNominate } from './use-nominate.ts'

type Item = { id: string; title: string }
type Props = { items: readonly Item[]; onClose: () => void; onDone?: () => void }

/** Proposes one item or many to the desk, for a channel, with a note. */
export function NominateModal({ items, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const channels = useChannels()
  const nominate = useNominate()
  const [chosen, setChosen] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const list = channels.data?.channels ?? []
  const channel = chosen ?? list[0]?.code ?? null

  const submit = async () => {
    if (!channel) return
    const results = await nominate.mutateAsync({ items, channel, note })
    const sent = results.filter(result => !result.problem).length
    if (sent > 0) void showToast({ message: t('assets.nomination.sent', { count: sent }) })
    if (sent === items.length) {
      onDone?.()
      onClose()
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        items.length === 1 ? t('assets.nomination.title') : t('assets.nomination.titleMany', { count: items.length })
      }
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {channels.isPending && <LoadingPage />}
      {channels.error && <ProblemState error={channels.error} onRetry={() => void channels.refetch()} small />}
      {channels.data && list.length === 0 && <p>{t('assets.nomination.noChannel')}</p>}
      {list.length > 0 && (
        <Stack gap={16}>
          {items.length === 1 && <p className="dim">{items[0]?.title}</p>}
          <Radio.Group label={t('assets.nomination.channel')} value={channel} onChange={setChosen}>
            <Stack gap={8} mt={6}>
              {list.map(entry => (
                <Radio
                  key={entry.id}
                  value={entry.code}
                  label={entry.state === 'paused' ? `${entry.name} (${t('assets.nomination.paused')})` : entry.name}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t('assets.nomination.note')}
            description={t('assets.nomination.noteHint')}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
            autosize
            minRows={3}
            maxRows={8}
            maxLength={2000}
          />
          <Failures results={nominate.data ?? []} />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {t('ui.cancel')}
            </Button>
            <Button loading={nominate.isPending} onClick={() => void submit()}>
              {t('assets.nomination.send')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function Failures({ results }: { results: readonly NominationResult[] }) {
  const { t } = useTranslation()
  const failed = results.filter(result => result.problem)
  if (failed.length === 0) return null
  return (
    <div className={classes.trouble} role="alert">
      <p>{t('assets.nomination.failed', { count: failed.length })}</p>
      <ul>
        {failed.map(result => (
          <li key={result.id}>
            <b>{result.title}</b>: {result.problem}
          </li>
        ))}
      </ul>
    </div>
  )
}
