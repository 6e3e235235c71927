import { Button, Checkbox, Group, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WebhookEvent } from '#contracts/feed'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { copyText } from './copy-address.ts'
import { useCreateWebhook, type WebhookDraft } from './use-feeds.ts'

const events: readonly WebhookEvent[] = ['item.published', 'item.updated', 'item.withdrawn']

export function WebhookForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const create = useCreateWebhook()
  const problem = useProblem()
  const [draft, setDraft] = useState<WebhookDraft>({ url: '', description: '', events: [...events] })
  if (create.data) return <Secret secret={create.data.secret} onClose={onClose} />
  const set = (patch: Partial<WebhookDraft>) => setDraft(old => ({ ...old, ...patch }))
  const send = (event: FormEvent) => {
    event.preventDefault()
    create.mutate(draft)
  }
  return (
    <Dialog onClose={onClose} size={560} title={t('feeds.hooks.add')}>
      <form onSubmit={send}>
        <Stack gap={16}>
          <TextInput
            label={t('feeds.hooks.form.url')}
            description={t('feeds.hooks.form.urlHint')}
            type="url"
            required
            maxLength={500}
            value={draft.url}
            data-autofocus
            onChange={event => set({ url: event.currentTarget.value })}
          />
          <TextInput
            label={t('feeds.hooks.form.description')}
            maxLength={200}
            value={draft.description}
            onChange={event => set({ description: event.currentTarget.value })}
          />
          <Checkbox.Group
            label={t('feeds.hooks.form.events')}
            value={draft.events}
            onChange={chosen => set({ events: chosen as WebhookEvent[] })}
          >
            <Group gap={16} pt={6}>
              {events.map(event => (
                <Checkbox key={event} value={event} label={t(`feeds.hooks.event.${event}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          {create.isError && (
            <p role="alert">
              <b>{problem(create.error).title}.</b> {problem(create.error).detail}
            </p>
          )}
          <Button type="submit" loading={create.isPending} disabled={!draft.url || draft.events.length === 0}>
            {t('feeds.hooks.form.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}

/** The one time that the secret is seen. */
function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} size={560} title={t('feeds.hooks.secret.title')}>
      <Stack gap={16}>
        <p>{t('feeds.hooks.secret.text')}</p>
        <TextInput label={t('feeds.hooks.secret.label')} value={secret} readOnly spellCheck={false} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('feeds.hooks.secret.done')}
          </Button>
          <Button onClick={() => void copyText(secret, t('feeds.copied'), t)}>{t('feeds.hooks.secret.copy')}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
