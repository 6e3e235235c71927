import { Button, Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RelayItem } from '#contracts/intake-item'
import { Dialog } from '../articles/dialog.tsx'
import { showToast } from '../ui/toast.ts'
import { Trouble } from './trouble.tsx'
import { useTakeItem } from './use-intake.ts'

/** The last look before an item enters the library. */
export function TakeForm({ item, onClose }: { item: RelayItem; onClose: () => void }) {
  const { t } = useTranslation()
  const take = useTakeItem()
  const [draft, setDraft] = useState({ title: item.title, summary: item.summary, media: [] as string[] })
  const { statement, usageTerms, notice } = item.rights
  const send = (event: FormEvent) => {
    event.preventDefault()
    take.mutate(
      { id: item.id, ...draft },
      {
        onSuccess: () => {
          void showToast({ message: t('intake.inbox.taken') })
          onClose()
        },
      },
    )
  }
  return (
    <Dialog title={t('intake.takeForm.title')} size={620} onClose={onClose}>
      <form onSubmit={send}>
        <Stack gap={14}>
          <TextInput
            label={t('intake.takeForm.headline')}
            required
            maxLength={300}
            data-autofocus
            value={draft.title}
            onChange={event => setDraft({ ...draft, title: event.currentTarget.value })}
          />
          <Textarea
            label={t('intake.takeForm.summary')}
            autosize
            minRows={3}
            maxRows={8}
            maxLength={5000}
            value={draft.summary}
            onChange={event => setDraft({ ...draft, summary: event.currentTarget.value })}
          />
          {item.credit && <p>{t('intake.takeForm.credit', { credit: item.credit })}</p>}
          <p className="dim small">
            {statement
              ? `${t('intake.takeForm.rights')}: ${[statement, usageTerms, notice].filter(Boolean).join('. ')}`
              : [t('intake.takeForm.noRights'), usageTerms, notice].filter(Boolean).join(' ')}
          </p>
          {item.media.length > 0 && (
            <Checkbox.Group
              label={t('intake.takeForm.media')}
              value={draft.media}
              onChange={media => setDraft({ ...draft, media })}
            >
              <Stack gap={8} pt={6}>
                {item.media.map(media => (
                  <Checkbox key={media.id} value={media.id} label={media.title || media.url} />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
          <Trouble error={take.error} />
          <Button type="submit" loading={take.isPending} disabled={!draft.title.trim()}>
            {t('intake.takeForm.go')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
