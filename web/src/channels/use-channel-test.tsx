import { Button } from '@mantine/core'
import { IconCircleCheck, IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '#contracts/delivery'
import { useProblem } from '../app/use-problem.ts'
import classes from './channel-health.module.css'
import { type ChannelTest, useTestChannel } from './use-channels.ts'
import { useReason } from './use-reason.ts'

/** Asks the receiver whether it lets the hub in; the answer stays, in words, until it is asked again. */
export function useChannelTest(channel: Channel) {
  const test = useTestChannel()
  return {
    button: <TestButton busy={test.isPending} onClick={() => test.mutate(channel.id)} />,
    answer: <TestAnswer answer={test.isPending ? undefined : test.data} error={test.error} />,
  }
}

function TestButton({ busy, onClick }: { busy: boolean; onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconPlugConnected size={16} stroke={1.6} />}
      loading={busy}
      onClick={onClick}
    >
      {t('channels.channel.test')}
    </Button>
  )
}

function TestAnswer({ answer, error }: { answer: ChannelTest | undefined; error: Error | null }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const reason = useReason()
  if (error)
    return (
      <p className={classes.answer} data-tone="error" role="alert">
        <IconPlugConnectedX size={18} stroke={1.6} aria-hidden="true" />
        <span>
          <b>{problem(error).title}.</b> {problem(error).detail}
        </span>
      </p>
    )
  if (!answer) return <p role="status" className="visually-hidden" />
  const Icon = answer.ok ? IconCircleCheck : IconPlugConnectedX
  return (
    <p className={classes.answer} data-tone={answer.ok ? 'ok' : 'error'} role="status">
      <Icon size={18} stroke={1.6} aria-hidden="true" />
      <span>
        {answer.ok
          ? t('channels.channel.testGood')
          : t('channels.channel.testBad', { text: reason(answer.problem, answer.text) })}{' '}
        <span className="small">{t('channels.admin.answeredIn', { ms: answer.ms })}</span>
      </span>
    </p>
  )
}
