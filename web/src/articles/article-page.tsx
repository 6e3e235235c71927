import { Button, SegmentedControl } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { NoPermission } from '../app/problem-state.tsx'
import { useFormat } from '../ui/format.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { showToast } from '../ui/toast.ts'
import { ArticleEditor } from './article-editor.tsx'
import { ArticleFooter } from './article-footer.tsx'
import classes from './article-page.module.css'
import { ArticlePreview } from './article-preview.tsx'
import { FormPanel } from './form-panel.tsx'
import { emptyDraft } from './metadata-draft.ts'
import { MetadataForm } from './metadata-form.tsx'
import { type ArticleDraft, isBlank } from './saved-draft.ts'
import { todayInVietnam } from './today.ts'
import { useArticleDraft } from './use-article-draft.ts'
import { useCreateArticle } from './use-create-article.ts'

const DiscardModal = lazy(() => import('./discard-modal.tsx').then(file => ({ default: file.DiscardModal })))
const views = ['write', 'both', 'preview'] as const
type View = (typeof views)[number]

export function ArticlePage() {
  const { t } = useTranslation()
  const me = useMe()
  usePageTitle(t('articles.title'))
  return me.may.upload ? (
    <Writing personId={me.id} units={me.uploadUnits.map(unit => unit.code)} />
  ) : (
    <NoPermission who="uploaders" />
  )
}

function useEmpty(units: string[]): ArticleDraft {
  const unit = units.length === 1 ? (units[0] ?? '') : ''
  return useMemo(() => ({ title: '', body: '', metadata: emptyDraft(todayInVietnam(new Date()), unit) }), [unit])
}

function Writing({ personId, units }: { personId: string; units: string[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const kept = useArticleDraft(personId, useEmpty(units))
  const { draft } = kept
  const create = useCreateArticle()
  const [view, setView] = useState<View>('write')
  const [asking, setAsking] = useState(false)
  const send = () =>
    create.mutate(draft, {
      onSuccess: asset => {
        kept.discard()
        void showToast({ message: t('articles.sent') })
        void navigate({ to: '/tu-lieu/$id', params: { id: asset.id } })
      },
    })
  return (
    <div className={classes.page}>
      <section className={classes.main} data-view={view}>
        <PageHeader
          title={t('articles.title')}
          actions={
            <>
              {!isBlank(draft) && (
                <Button
                  variant="subtle"
                  color="gray"
                  leftSection={<IconTrash size={18} stroke={1.6} />}
                  onClick={() => setAsking(true)}
                >
                  {t('articles.discard')}
                </Button>
              )}
              <SegmentedControl
                aria-label={t('articles.view')}
                value={view}
                onChange={next => setView(next as View)}
                data={views.map(value => ({ value, label: t(`articles.${value}`) }))}
              />
            </>
          }
        >
          <Kept saved={kept.saved} restoredAt={kept.restoredAt} />
        </PageHeader>
        <div className={classes.panes}>
          {view !== 'preview' && <ArticleEditor draft={draft} onChange={kept.change} />}
          {view !== 'write' && (
            <ArticlePreview title={draft.title} summary={draft.metadata.description} body={draft.body} />
          )}
        </div>
      </section>
      <FormPanel
        title={t('articles.form.title')}
        footer={
          <ArticleFooter
            draft={draft}
            mustChooseUnit={units.length > 1}
            pending={create.isPending}
            error={create.error}
            onSend={send}
          />
        }
      >
        <MetadataForm
          draft={draft.metadata}
          without={['description', 'altText']}
          onChange={patch => kept.change({ metadata: { ...draft.metadata, ...patch } })}
        />
      </FormPanel>
      <Suspense>
        {asking && (
          <DiscardModal
            onClose={() => setAsking(false)}
            onDiscard={() => {
              kept.discard()
              setAsking(false)
            }}
          />
        )}
      </Suspense>
    </div>
  )
}

function Kept({ saved, restoredAt }: { saved: { at: number; kept: boolean } | null; restoredAt: number | null }) {
  const { t } = useTranslation()
  const f = useFormat()
  if (saved) return saved.kept ? t('articles.saved', { time: f.time(saved.at) }) : t('articles.unsaved')
  return restoredAt === null ? null : t('articles.restored', { time: f.dateTime(restoredAt) })
}
