import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core'
import { IconArrowRight, IconPlus, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FormField } from '#contracts/channel-admin'
import { useTerms } from '../articles/use-terms.ts'
import classes from './channel-form.module.css'
import type { Pair } from './field-value.ts'

type Props = { field: FormField; value: readonly Pair[]; error: string | null; onChange: (value: Pair[]) => void }

/** What stands at the receiver for a thing of the hub, line by line; topics are chosen from the vocabulary. */
export function MappingInput({ field, value, error, onChange }: Props) {
  const { t } = useTranslation()
  const terms = useTerms()
  const topics = field.keys === 'topic' ? terms.choices.topic : null
  const put = (id: number, patch: Partial<Pair>) =>
    onChange(value.map(pair => (pair.id === id ? { ...pair, ...patch } : pair)))
  const next = Math.max(-1, ...value.map(pair => pair.id)) + 1
  const line = (pair: Pair) => t('channels.admin.mapping.line', { label: field.label, number: value.indexOf(pair) + 1 })
  return (
    <fieldset className={classes.mapping}>
      <legend>{field.label}</legend>
      {field.hint && <p className="dim small">{field.hint}</p>}
      {value.map(pair => (
        <div key={pair.id} className={classes.pair}>
          {topics ? (
            <NativeSelect
              aria-label={`${line(pair)}: ${t('channels.admin.mapping.topic')}`}
              value={pair.key}
              data={[
                { value: '', label: t('channels.admin.mapping.choose') },
                ...topics,
                ...(pair.key && !topics.some(topic => topic.value === pair.key)
                  ? [{ value: pair.key, label: pair.key }]
                  : []),
              ]}
              onChange={event => put(pair.id, { key: event.currentTarget.value })}
            />
          ) : (
            <TextInput
              aria-label={`${line(pair)}: ${t('channels.admin.mapping.here')}`}
              placeholder={t('channels.admin.mapping.here')}
              value={pair.key}
              maxLength={64}
              onChange={event => put(pair.id, { key: event.currentTarget.value })}
            />
          )}
          <IconArrowRight size={16} stroke={1.6} aria-hidden="true" />
          <TextInput
            aria-label={`${line(pair)}: ${t('channels.admin.mapping.there')}`}
            placeholder={t('channels.admin.mapping.there')}
            value={pair.value}
            {...(field.of === 'number' ? { inputMode: 'numeric' as const } : {})}
            onChange={event => put(pair.id, { value: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={`${line(pair)}: ${t('channels.admin.mapping.remove')}`}
            onClick={() => onChange(value.filter(each => each.id !== pair.id))}
          >
            <IconX size={16} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      {error && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={16} stroke={1.6} />}
        onClick={() => onChange([...value, { id: next, key: '', value: '' }])}
      >
        {t('channels.admin.mapping.add')}
      </Button>
    </fieldset>
  )
}
