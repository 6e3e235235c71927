import '@mantine/core/styles/Combobox.layer.css'
import '@mantine/core/styles/Pill.layer.css'
import '@mantine/core/styles/PillsInput.layer.css'
import { Button, Select, Stack, TagsInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SynonymGroup, SynonymTopic } from '#contracts/synonym'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { ModalFoot } from '../ui/modal-foot.tsx'
import { showToast } from '../ui/toast.ts'
import { Preview } from './preview.tsx'
import { topics } from './topics.ts'
import { useKeepSynonyms, useTrySynonyms } from './use-synonyms.ts'

/** A group that is new (without `id`) or changed; what it would do to searches can be seen before it is saved. */
export function GroupForm({ group, onClose }: { group: Partial<SynonymGroup>; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const keep = useKeepSynonyms()
  const trial = useTrySynonyms()
  const [topic, setTopic] = useState<SynonymTopic>(group.topic ?? 'society')
  const [phrases, setPhrases] = useState(group.phrases ?? [])
  const [queries, setQueries] = useState<string[]>([])
  const few = phrases.length < 2
  const error = keep.error ?? trial.error
  const saved = () => {
    void showToast({ message: t('synonyms.form.saved', { first: phrases[0] }) })
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!few) keep.mutate({ id: group.id ?? null, draft: { topic, phrases } }, { onSuccess: saved })
  }
  const look = () =>
    trial.mutate({ ...(group.id ? { id: group.id } : {}), phrases, ...(queries.length > 0 ? { queries } : {}) })
  const changed = (values: string[]) => {
    setPhrases(values)
    trial.reset()
  }
  return (
    <Dialog size={640} onClose={onClose} title={t(`synonyms.form.${group.id ? 'editTitle' : 'addTitle'}`)}>
      <form onSubmit={submit} noValidate>
        <Stack gap={16}>
          <TagsInput
            label={t('synonyms.form.phrases')}
            description={t('synonyms.form.phrasesHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={phrases}
            onChange={changed}
            maxTags={12}
            splitChars={[',', ';']}
            acceptValueOnBlur
            clearable={false}
            data-autofocus
          />
          <Select
            label={t('synonyms.topic')}
            data={topics.map(value => ({ value, label: t(`synonyms.topics.${value}`) }))}
            value={topic}
            allowDeselect={false}
            onChange={value => value && setTopic(value as SynonymTopic)}
          />
          <TagsInput
            label={t('synonyms.form.queries')}
            description={t('synonyms.form.queriesHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={queries}
            onChange={setQueries}
            maxTags={20}
            splitChars={[',', ';']}
            acceptValueOnBlur
            clearable={false}
          />
          <Button variant="default" disabled={few} loading={trial.isPending} onClick={look}>
            {t('synonyms.form.try')}
          </Button>
          {trial.data && <Preview preview={trial.data} />}
          {few && <p className="dim small">{t('synonyms.form.few')}</p>}
          <ModalFoot refusal={error ? problem(error) : null} onClose={onClose}>
            <Button type="submit" disabled={few} loading={keep.isPending}>
              {t('synonyms.form.save')}
            </Button>
          </ModalFoot>
        </Stack>
      </form>
    </Dialog>
  )
}
