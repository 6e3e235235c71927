import { ActionIcon, Textarea, TextInput } from '@mantine/core'
import { IconBlockquote, IconBold, IconH2, IconH3, IconItalic, IconLink, IconList } from '@tabler/icons-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './article-editor.module.css'
import { countWords } from './article-text.ts'
import { FieldLabel } from './field-label.tsx'
import { insertMark, type Mark } from './insert-mark.ts'
import form from './metadata-form.module.css'
import type { ArticleDraft } from './saved-draft.ts'

const tools = [
  ['h2', IconH2],
  ['h3', IconH3],
  ['list', IconList],
  ['quote', IconBlockquote],
  ['strong', IconBold],
  ['em', IconItalic],
  ['link', IconLink],
] as const satisfies readonly [Mark, unknown][]

type Props = { draft: ArticleDraft; onChange: (patch: Partial<ArticleDraft>) => void }

/** Title, summary and text, as plain words with a few marks. */
export function ArticleEditor({ draft, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div className={form.form}>
      <TextInput
        label={<FieldLabel need="required">{t('articles.heading')}</FieldLabel>}
        placeholder={t('articles.headingHint')}
        value={draft.title}
        maxLength={300}
        classNames={{ input: classes.heading }}
        onChange={event => onChange({ title: event.currentTarget.value })}
      />
      <Textarea
        label={<FieldLabel need="forPublication">{t('articles.sapo')}</FieldLabel>}
        placeholder={t('articles.sapoHint')}
        value={draft.metadata.description}
        maxLength={5000}
        autosize
        minRows={2}
        maxRows={6}
        onChange={event => onChange({ metadata: { ...draft.metadata, description: event.currentTarget.value } })}
      />
      <BodyField body={draft.body} onChange={body => onChange({ body })} />
    </div>
  )
}

function BodyField({ body, onChange }: { body: string; onChange: (body: string) => void }) {
  const { t } = useTranslation()
  const area = useRef<HTMLTextAreaElement>(null)
  const apply = (mark: Mark) => {
    const node = area.current
    if (!node) return
    const edited = insertMark(body, node.selectionStart, node.selectionEnd, mark, t('articles.tools.placeholder'))
    onChange(edited.text)
    // After React has put the new text in: setting a value moves the caret to the end.
    requestAnimationFrame(() => {
      node.focus()
      node.setSelectionRange(edited.from, edited.to)
    })
  }
  return (
    <div>
      <div className={classes.bar} role="toolbar" aria-label={t('articles.tools.label')} aria-controls="noi-dung-bai">
        {tools.map(([mark, Icon]) => (
          <ActionIcon
            key={mark}
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t(`articles.tools.${mark}`)}
            title={t(`articles.tools.${mark}`)}
            onClick={() => apply(mark)}
          >
            <Icon size={18} stroke={1.6} />
          </ActionIcon>
        ))}
        <span className={`${classes.count} dim small`}>{t('articles.words', { count: countWords(body) })}</span>
      </div>
      <Textarea
        id="noi-dung-bai"
        ref={area}
        aria-label={t('articles.body')}
        description={t('articles.bodyHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={body}
        autosize
        minRows={16}
        classNames={{ input: classes.body }}
        onChange={event => onChange(event.currentTarget.value)}
      />
    </div>
  )
}
