import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import { articleGap } from './article-readiness.ts'
import { missingForPublication } from './metadata-draft.ts'
import type { ArticleDraft } from './saved-draft.ts'

type Props = { draft: ArticleDraft; mustChooseUnit: boolean; pending: boolean; error: unknown; onSend: () => void }

/** Saves, and says why it cannot yet or what publication will still ask for. */
export function ArticleFooter({ draft, mustChooseUnit, pending, error, onSend }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const gap = articleGap(draft, mustChooseUnit)
  const missing = missingForPublication(draft.metadata, true).map(key => t(`app.clearanceKey.${key}`).toLowerCase())
  const text = gap === 'tooLong' ? t('articles.tooLong') : gap ? t(`articles.off.${gap}`) : undefined
  const later = missing.length > 0 ? t('uploads.later', { missing: missing.join(', ') }) : t('uploads.complete')
  return (
    <>
      {error !== null && (
        <p role="alert" style={{ color: 'var(--hub-error)', marginBottom: 8 }}>
          <b>{problem(error).title}.</b> {problem(error).detail}
        </p>
      )}
      <Button
        fullWidth
        h={{ base: 44, md: 36 }}
        disabled={gap !== null}
        loading={pending}
        onClick={onSend}
        aria-describedby="luu-bai"
      >
        {t('articles.send')}
      </Button>
      <p id="luu-bai" className="dim small" style={{ marginTop: 8 }}>
        {text ?? later}
      </p>
    </>
  )
}
