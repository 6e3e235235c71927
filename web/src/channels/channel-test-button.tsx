import { Button } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '#contracts/delivery'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import { useTestChannel } from './use-channels.ts'

/** Asks the receiver whether it lets the hub in, and says the answer. */
export function ChannelTestButton({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const test = useTestChannel()
  const ask = () =>
    test.mutate(channel.id, {
      onSuccess: ({ ok, text, problem: name }) =>
        void showToast(
          ok
            ? { message: t('channels.channel.testGood') }
            : { message: t('channels.channel.testBad', { text: text || (name ?? '') }), tone: 'error' },
        ),
      onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
    })
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlugConnected size={16} stroke={1.6} />}
      loading={test.isPending}
      onClick={ask}
    >
      {t('channels.channel.test')}
    </Button>
  )
}
