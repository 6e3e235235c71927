import { Button, SegmentedControl } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelLanguage, Edits } from '#contracts/desk'
import { EditField } from './edit-field.tsx'
import classes from './edit-modal.module.css'
import { type EditsDraft, fieldsOf, formLanguages, type TextField, untranslated } from './edits-draft.ts'

type Props = {
  edits: Edits
  draft: EditsDraft
  onDraft: (draft: EditsDraft) => void
  assetId: string | undefined
}

/** One item and one language at a time: the original beside what the channel gets. */
export function EditTexts({ edits, draft, onDraft, assetId }: Props) {
  const { t } = useTranslation()
  const languages = formLanguages(edits)
  const wanting = languages.find(one => edits.items.some(item => untranslated(item, draft, one) > 0))
  const [language, setLanguage] = useState<ChannelLanguage>(() => wanting ?? languages[0] ?? 'vi')
  const [chosen, setChosen] = useState(assetId ?? edits.items[0]?.asset.id)
  const item = edits.items.find(one => one.asset.id === chosen) ?? edits.items[0]
  if (!item) return null
  const texts = draft[item.asset.id]
  const set = (field: TextField, value: string) => {
    if (!texts) return
    onDraft({ ...draft, [item.asset.id]: { ...texts, [language]: { ...texts[language], [field]: value } } })
  }
  const fields = fieldsOf(item.asset.kind)
  return (
    <div className={classes.texts} data-several={edits.items.length > 1 || undefined}>
      {edits.items.length > 1 && (
        <ul className={classes.items} aria-label={t('curation.desk.items', { count: edits.items.length })}>
          {edits.items.map(one => (
            <li key={one.asset.id}>
              <button type="button" aria-pressed={one === item} onClick={() => setChosen(one.asset.id)}>
                <span className="cut">{one.asset.title}</span>
                <span className="dim small">
                  {t(`curation.desk.role.${one.role}`)}
                  {untranslated(one, draft, language) > 0 &&
                    ` · ${t('curation.missing', { count: untranslated(one, draft, language) })}`}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.fields}>
        <div className={classes.head}>
          {languages.length > 1 ? (
            <SegmentedControl
              size="xs"
              aria-label={t('curation.desk.language')}
              value={language}
              onChange={value => setLanguage(value === 'en' ? 'en' : 'vi')}
              data={languages.map(value => ({
                value,
                label:
                  untranslated(item, draft, value) > 0
                    ? t('curation.desk.languageLacks', {
                        language: t(`curation.desk.lang.${value}`),
                        count: untranslated(item, draft, value),
                      })
                    : t(`curation.desk.lang.${value}`),
              }))}
            />
          ) : (
            <b>{t(`curation.desk.lang.${language}`)}</b>
          )}
          {item.original.language === language && (
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<IconCopy size={15} stroke={1.6} />}
              onClick={() => {
                if (!texts) return
                const copied = Object.fromEntries(
                  fields.filter(one => one !== 'body').map(one => [one, texts[language][one] || item.original[one]]),
                )
                onDraft({
                  ...draft,
                  [item.asset.id]: { ...texts, [language]: { ...texts[language], ...copied } },
                })
              }}
            >
              {t('curation.desk.fromOriginal')}
            </Button>
          )}
        </div>
        {fields.map((field, index) => (
          <EditField
            key={`${item.asset.id}-${language}-${field}`}
            {...{ field, language }}
            original={item.original}
            value={texts?.[language][field] ?? ''}
            first={index === 0}
            onChange={value => set(field, value)}
          />
        ))}
        <p className="dim small">{t('curation.desk.creditStays', { credit: item.original.credit || '—' })}</p>
      </div>
    </div>
  )
}
