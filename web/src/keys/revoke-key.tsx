import { Button, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ApiKey } from '#contracts/api-key'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './keys.module.css'
import { useRevokeKey } from './use-keys.ts'

export function RevokeKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const revoke = useRevokeKey()
  const send = () =>
    revoke.mutate(apiKey.id, {
      onSuccess: () => {
        void showToast({ message: t('keys.revoke.done', { name: apiKey.name }) })
        onClose()
      },
    })
  return (
    <Dialog onClose={onClose} title={t('keys.revoke.title', { name: apiKey.name })}>
      <Stack gap={16}>
        <p>{t('keys.revoke.text')}</p>
        {revoke.isError && (
          <p role="alert" className={classes.refusal}>
            <b>{problem(revoke.error).title}.</b> {problem(revoke.error).detail}
          </p>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button color="red" loading={revoke.isPending} onClick={send}>
            {t('keys.revoke.act')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
