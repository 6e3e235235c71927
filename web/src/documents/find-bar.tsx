import { ActionIcon, TextInput } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './find-bar.module.css'
import type { Found } from './use-find.ts'

type Props = {
  text: string
  onText: (text: string) => void
  found: Found
  current: number
  onGoTo: (page: number) => void
  onClose: () => void
}

/** Looks for words in the document; Enter goes to the next page that holds them. */
export function FindBar({ text, onText, found, current, onGoTo, onClose }: Props) {
  const { t } = useTranslation()
  const { pages, looking } = found
  const next = () => onGoTo(pages.find(page => page > current) ?? pages[0] ?? current)
  const previous = () => onGoTo(pages.findLast(page => page < current) ?? pages.at(-1) ?? current)
  const said = () => {
    if (text.trim() === '') return ''
    if (pages.length > 0) return t('documents.foundOn', { count: pages.length })
    return looking ? t('documents.looking') : t('documents.notFound')
  }
  return (
    <search className={classes.bar}>
      <TextInput
        size="xs"
        className={classes.field}
        aria-label={t('documents.findField')}
        placeholder={t('documents.findField')}
        value={text}
        autoFocus
        onChange={event => onText(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') (event.shiftKey ? previous : next)()
          else if (event.key === 'Escape') onClose()
          else return
          event.preventDefault()
          event.stopPropagation()
          event.nativeEvent.stopImmediatePropagation()
        }}
      />
      <span className="dim small" aria-live="polite">
        {said()}
      </span>
      <span className={classes.acts}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('documents.previousFound')}
          disabled={pages.length === 0}
          onClick={previous}
        >
          <IconChevronUp size={18} stroke={1.6} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('documents.nextFound')}
          disabled={pages.length === 0}
          onClick={next}
        >
          <IconChevronDown size={18} stroke={1.6} />
        </ActionIcon>
        <ActionIcon variant="subtle" color="gray" size={32} aria-label={t('documents.stopFind')} onClick={onClose}>
          <IconX size={18} stroke={1.6} />
        </ActionIcon>
      </span>
    </search>
  )
}
