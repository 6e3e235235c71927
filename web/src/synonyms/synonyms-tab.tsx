import { Button, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus, IconSearch, IconVocabulary } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SynonymGroup, SynonymTopic } from '#contracts/synonym'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { PageState } from '../ui/page-state.tsx'
import { GroupRow } from './group-row.tsx'
import classes from './synonyms.module.css'
import { topics } from './topics.ts'
import { useSynonyms } from './use-synonyms.ts'

const GroupForm = lazy(() => import('./group-form.tsx').then(file => ({ default: file.GroupForm })))

/** So many are drawn at a time: the whole glossary is some 650 groups. */
const step = 60

/** `added`: a phrase that a new group is to begin with, as the page of search terms proposes it. */
export function SynonymsTab({ added }: { added: string | undefined }) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const [asked] = useDebouncedValue(q.trim(), 200)
  const [topic, setTopic] = useState<SynonymTopic | null>(null)
  const [open, setOpen] = useState<Partial<SynonymGroup> | null>(added ? { phrases: [added] } : null)
  const query = useSynonyms(asked, topic)
  return (
    <>
      <p className={`dim ${classes.intro}`}>{t('synonyms.text')}</p>
      <div className={classes.bar}>
        <TextInput
          className={classes.find}
          type="search"
          label={t('synonyms.find')}
          leftSection={<IconSearch size={18} stroke={1.6} aria-hidden="true" />}
          value={q}
          maxLength={120}
          onChange={event => setQ(event.currentTarget.value)}
        />
        <Select
          className={classes.topic}
          label={t('synonyms.topic')}
          placeholder={t('synonyms.anyTopic')}
          data={topics.map(value => ({ value, label: t(`synonyms.topics.${value}`) }))}
          value={topic}
          clearable
          clearButtonProps={{ 'aria-label': t('synonyms.anyTopic') }}
          onChange={value => setTopic(value as SynonymTopic | null)}
        />
        <Button
          className={classes.add}
          leftSection={<IconPlus size={18} stroke={1.6} aria-hidden="true" />}
          onClick={() => setOpen({})}
        >
          {t('synonyms.add')}
        </Button>
      </div>
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.length === 0 ? (
        <PageState icon={<IconVocabulary />} title={t('synonyms.empty.title')}>
          {t('synonyms.empty.text')}
        </PageState>
      ) : (
        <Groups key={`${asked} ${topic}`} groups={query.data} onEdit={setOpen} />
      )}
      <Suspense>{open && <GroupForm group={open} onClose={() => setOpen(null)} />}</Suspense>
    </>
  )
}

type GroupsProps = { groups: readonly SynonymGroup[]; onEdit: (group: SynonymGroup) => void }

function Groups({ groups, onEdit }: GroupsProps) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(step)
  const left = Math.min(step, groups.length - shown)
  return (
    <>
      <p className="dim small" role="status">
        {t('synonyms.count', { count: groups.length })}
      </p>
      <ul aria-label={t('synonyms.list')}>
        {groups.slice(0, shown).map(group => (
          <GroupRow key={group.id} group={group} onEdit={() => onEdit(group)} />
        ))}
      </ul>
      {left > 0 && (
        <Button className={classes.more} variant="default" onClick={() => setShown(shown + step)}>
          {t('synonyms.more', { count: left })}
        </Button>
      )}
    </>
  )
}
