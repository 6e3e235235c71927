import { Button, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Webhook } from '#contracts/feed'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { useActOnWebhook } from './use-feeds.ts'

export function RemoveWebhook({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const act = useActOnWebhook()
  return (
    <Dialog onClose={onClose} title={t('feeds.hooks.removeTitle')}>
      <Stack gap={16}>
        <p>{t('feeds.hooks.removeText', { url: webhook.url })}</p>
        {act.isError && <p role="alert">{problem(act.error).title}</p>}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            color="red"
            loading={act.isPending}
            onClick={() => act.mutate({ id: webhook.id, act: 'remove' }, { onSuccess: onClose })}
          >
            {t('feeds.hooks.remove')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
