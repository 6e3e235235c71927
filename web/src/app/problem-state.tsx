import { Button } from '@mantine/core'
import { IconAlertTriangle, IconLock, IconRefresh, IconWifiOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../ui/link-button.tsx'
import { PageState } from '../ui/page-state.tsx'
import { ApiProblem } from './api.ts'
import { useProblem } from './use-problem.ts'

type Props = { error: unknown; onRetry?: () => void; small?: boolean; order?: 1 | 2 | 3 }

/** An error in the place of what it kept from loading, with the next act. */
export function ProblemState({ error, onRetry, small, order }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()(error)
  const refused = error instanceof ApiProblem && (error.key === 'not-found' || error.key === 'not-allowed')
  return (
    <PageState
      tone={refused ? 'neutral' : 'error'}
      icon={refused ? <IconLock /> : problem.offline ? <IconWifiOff /> : <IconAlertTriangle />}
      title={problem.title}
      small={small}
      order={order}
      actions={
        refused ? (
          <LinkButton to="/kho" variant="default">
            {t('app.noPermission.act')}
          </LinkButton>
        ) : (
          onRetry && (
            <Button leftSection={<IconRefresh size={18} stroke={1.6} />} onClick={onRetry}>
              {t('ui.retry')}
            </Button>
          )
        )
      }
    >
      {problem.detail}
    </PageState>
  )
}

/** In the place of a page that the person's roles do not open. `who` says whom it is for. */
export function NoPermission({ who }: { who: 'uploaders' | 'curators' | 'administrators' }) {
  const { t } = useTranslation()
  return (
    <PageState
      icon={<IconLock />}
      title={t('app.noPermission.title')}
      order={1}
      actions={
        <LinkButton to="/kho" variant="default">
          {t('app.noPermission.act')}
        </LinkButton>
      }
    >
      {t('app.noPermission.text', { who: t(`app.noPermission.${who}`) })}
    </PageState>
  )
}
