import { ActionIcon } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SynonymGroup } from '#contracts/synonym'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import classes from './synonyms.module.css'
import { useKeepSynonyms, useRemoveSynonyms } from './use-synonyms.ts'

/** One group: its phrases, where it comes from, and what may be done with it. Taking it out can be undone for ten seconds. */
export function GroupRow({ group, onEdit }: { group: SynonymGroup; onEdit: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const remove = useRemoveSynonyms()
  const keep = useKeepSynonyms()
  const { id, topic, phrases } = group
  const first = phrases[0] ?? ''
  const failed = (error: unknown) => void showToast({ message: problem(error).title, tone: 'error' })
  const restore = () => keep.mutate({ id: null, draft: { topic, phrases } }, { onError: failed })
  const removed = () => void showToast({ message: t('synonyms.removed', { first }), undo: restore })
  return (
    <li className={classes.row}>
      <span className={classes.phrases}>
        {phrases.map(phrase => (
          <span key={phrase} className={classes.phrase}>
            {phrase}
          </span>
        ))}
      </span>
      <span className="dim small">
        {t(`synonyms.topics.${topic}`)} · {t(group.shipped ? 'synonyms.shipped' : 'synonyms.own')}
      </span>
      <span className={classes.acts}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={38}
          aria-label={t('synonyms.editOf', { first })}
          title={t('synonyms.edit')}
          onClick={onEdit}
        >
          <IconPencil size={18} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={38}
          aria-label={t('synonyms.removeOf', { first })}
          title={t('synonyms.remove')}
          loading={remove.isPending}
          onClick={() => remove.mutate(id, { onSuccess: removed, onError: failed })}
        >
          <IconTrash size={18} stroke={1.6} aria-hidden="true" />
        </ActionIcon>
      </span>
    </li>
  )
}
