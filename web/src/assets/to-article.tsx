import { Button } from '@mantine/core'
import { IconFileText } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import { useMakeArticle } from './use-make-article.ts'

/** Of a Word document that is ready, for those who may edit it: one press, and its article lies open as a draft. */
export function ToArticle({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const problem = useProblem()
  const make = useMakeArticle(asset.id)
  const word = asset.original?.contentType.endsWith('.wordprocessingml.document')
  if (!word || !asset.may.edit || asset.file !== 'ready') return null
  const press = () =>
    make.mutate(undefined, {
      onSuccess: ({ asset: article, droppedPictures: count }) => {
        const message = count > 0 ? t('assets.toArticle.dropped', { count }) : t('assets.toArticle.done')
        void showToast({ message })
        void navigate({ to: '/tu-lieu/$id', params: { id: article.id } })
      },
      onError: error => {
        const said = problem(error)
        void showToast({ message: `${said.title}. ${said.detail}`, tone: 'error' })
      },
    })
  return (
    <Button
      variant="default"
      leftSection={<IconFileText size={18} stroke={1.6} />}
      loading={make.isPending}
      onClick={press}
    >
      {t('assets.toArticle.act')}
    </Button>
  )
}
