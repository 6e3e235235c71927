import { Textarea, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import form from '../articles/metadata-form.module.css'
import type { UploadItem } from './upload-queue.ts'
import classes from './upload-row.module.css'
import { dispatch } from './upload-store.ts'

/** What one file says differently from its batch. */
export function OwnWords({ item }: { item: UploadItem }) {
  const { t } = useTranslation()
  const set = (own: Partial<UploadItem['own']>) => dispatch({ type: 'worded', id: item.id, own })
  return (
    <div className={`${classes.own} ${form.form}`}>
      <TextInput
        label={t('uploads.row.titleField')}
        value={item.own.title}
        maxLength={300}
        onChange={event => set({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t('articles.form.description')}
        value={item.own.description}
        maxLength={5000}
        autosize
        minRows={2}
        onChange={event => set({ description: event.currentTarget.value })}
      />
      <div className={form.pair}>
        <TextInput
          label={t('articles.form.altText')}
          value={item.own.altText}
          maxLength={1000}
          onChange={event => set({ altText: event.currentTarget.value })}
        />
        <TextInput
          label={t('articles.form.credit')}
          value={item.own.credit}
          maxLength={300}
          onChange={event => set({ credit: event.currentTarget.value })}
        />
      </div>
      <p className="dim small">{t('uploads.row.likeBatch')}</p>
    </div>
  )
}
