import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelLanguage, Edits } from '#contracts/desk'
import { articleHtml, parseArticle } from '../articles/article-text.ts'
import classes from './edit-modal.module.css'
import type { TextField } from './edits-draft.ts'
import { markedText } from './marked-text.ts'

type Props = {
  field: TextField
  language: ChannelLanguage
  original: Edits['items'][number]['original']
  /** Empty: as the original. */
  value: string
  first: boolean
  onChange: (value: string) => void
}
const longest = { headline: 300, summary: 5000, caption: 2000, altText: 1000, body: 200_000 } as const
const rows = { headline: 1, summary: 3, caption: 2, altText: 2, body: 10 } as const

/** The original on the left, what the channel gets on the right. Of an article's text the words with marks are written. */
export function EditField({ field, language, original, value, first, onChange }: Props) {
  const { t } = useTranslation()
  const said = original[field] ?? ''
  const source = field === 'body' ? markedText(said) : said
  const [words, setWords] = useState(() => (field === 'body' ? (markedText(value) ?? '') : value))
  const shown = field === 'body' ? words : value
  const same = original.language === language
  const label = t(`curation.desk.field.${field}`)
  const write = (text: string) => {
    if (field !== 'body') return onChange(field === 'headline' ? text.replace(/\n/g, ' ') : text)
    setWords(text)
    onChange(text.trim() === '' ? '' : articleHtml(parseArticle(text)))
  }
  // A picture or a table in the text would be lost: that is edited where the article is.
  if (source === null) return <p className={classes.cannot}>{t('curation.desk.bodyElsewhere')}</p>
  return (
    <div className={classes.field}>
      <div>
        <p className={classes.label}>{t('curation.desk.originalOf', { field: label })}</p>
        <p className={classes.original} data-field={field} lang={original.language}>
          {source || <span className="dim">{t('curation.desk.compare.nothing')}</span>}
        </p>
      </div>
      <Textarea
        label={`${label} (${t(`curation.desk.lang.${language}`)})`}
        placeholder={same ? t('curation.desk.asOriginalHint') : t('curation.desk.translateHint')}
        lang={language}
        value={shown}
        maxLength={longest[field]}
        autosize
        minRows={rows[field]}
        maxRows={field === 'body' ? 24 : 10}
        data-autofocus={first || undefined}
        onChange={event => write(event.currentTarget.value)}
      />
    </div>
  )
}
