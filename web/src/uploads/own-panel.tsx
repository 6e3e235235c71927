import '@mantine/core/styles/Drawer.layer.css'
import { Button, Drawer, TextInput } from '@mantine/core'
import { IconArrowBackUp, IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { FieldLabel } from '../articles/field-label.tsx'
import type { MetadataDraft } from '../articles/metadata-draft.ts'
import form from '../articles/metadata-form.module.css'
import { MetadataForm } from '../articles/metadata-form.tsx'
import { FileFields, OwnFields } from '../articles/own-fields.ts'
import { todayInVietnam } from '../articles/today.ts'
import { changeOwn, ownGroupsOf, resetOwn } from './own-fields.ts'
import classes from './own-panel.module.css'
import { batchFor, fromFile } from './proposed-words.ts'
import { useOwnPicture } from './row-picture.tsx'
import type { Own, UploadItem } from './upload-item.ts'
import { dispatch } from './upload-store.ts'

type Props = { item: UploadItem; batch: MetadataDraft; near: Near; onShow: (id: string) => void; onClose: () => void }
export type Near = { before: string | null; after: string | null }

/** What one file says differently from its batch: the batch's form again, the differences marked and taken back at a press. */
export function OwnPanel({ item, batch, near, onShow, onClose }: Props) {
  const { t } = useTranslation()
  const own = useMemo(() => new Set(Object.keys(item.own) as (keyof MetadataDraft)[]), [item.own])
  const today = todayInVietnam(new Date())
  const filled = batchFor(item, batch, today)
  const said = fromFile(item.proposed, batch, today)
  const marked = new Set((Object.keys(said) as (keyof MetadataDraft)[]).filter(name => !own.has(name)))
  const titled = item.proposed?.title !== undefined && item.proposed.title === item.own.title
  const set = (next: Own) => dispatch({ type: 'worded', id: item.id, own: next })
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={440}
      title={t('uploads.own.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
      classNames={{ title: classes.title, body: classes.body }}
    >
      <OwnHead item={item} />
      <div className={`${form.form} ${classes.form}`}>
        <TextInput
          label={
            <>
              <FieldLabel need="required">{t('uploads.row.titleField')}</FieldLabel>
              {titled && <em className={form.file}>{t('articles.form.fromFile')}</em>}
            </>
          }
          value={item.own.title}
          maxLength={300}
          data-autofocus
          error={item.own.title.trim() === '' ? t('uploads.own.needsTitle') : undefined}
          onChange={event => set({ ...item.own, title: event.currentTarget.value })}
        />
        <OwnMarks own={item.own} filled={marked.size > 0} onReset={set} />
        <OwnFields value={own}>
          <FileFields value={marked}>
            {/* Fields keep what is being typed: another file is another form. */}
            <MetadataForm
              key={item.id}
              draft={{ ...filled, ...item.own }}
              onChange={patch => set(changeOwn(item.own, filled, patch))}
            />
          </FileFields>
        </OwnFields>
      </div>
      <OwnFoot near={near} onShow={onShow} onClose={onClose} />
    </Drawer>
  )
}

function OwnHead({ item }: { item: UploadItem }) {
  const picture = useOwnPicture(item.id)
  return (
    <div className={classes.head}>
      {picture && <img src={picture} alt="" className={classes.picture} />}
      <b className={classes.name}>{item.name}</b>
    </div>
  )
}

function OwnMarks({ own, filled, onReset }: { own: Own; filled: boolean; onReset: (next: Own) => void }) {
  const { t } = useTranslation()
  const groups = ownGroupsOf(own)
  if (groups.length === 0)
    return <p className="dim small">{t(filled ? 'uploads.own.noneButFile' : 'uploads.own.none')}</p>
  return (
    <fieldset className={classes.marks}>
      <legend className="dim small">{t('uploads.own.differs')}</legend>
      {groups.map(group => (
        <Button
          key={group}
          size="compact-sm"
          variant="light"
          rightSection={<IconArrowBackUp size={16} stroke={1.6} />}
          aria-label={t('uploads.own.reset', { name: t(`uploads.own.group.${group}`) })}
          title={t('uploads.own.reset', { name: t(`uploads.own.group.${group}`) })}
          onClick={() => onReset(resetOwn(own, [group]))}
        >
          {t(`uploads.own.group.${group}`)}
        </Button>
      ))}
      {groups.length > 1 && (
        <Button size="compact-sm" variant="subtle" onClick={() => onReset(resetOwn(own, groups))}>
          {t('uploads.own.resetAll')}
        </Button>
      )}
    </fieldset>
  )
}

function OwnFoot({ near, onShow, onClose }: Pick<Props, 'near' | 'onShow' | 'onClose'>) {
  const { t } = useTranslation()
  const step = (id: string | null) => () => id && onShow(id)
  return (
    <div className={classes.foot}>
      <Button
        variant="default"
        leftSection={<IconChevronLeft size={18} stroke={1.6} />}
        disabled={!near.before}
        onClick={step(near.before)}
      >
        {t('uploads.own.before')}
      </Button>
      <Button
        variant="default"
        rightSection={<IconChevronRight size={18} stroke={1.6} />}
        disabled={!near.after}
        onClick={step(near.after)}
      >
        {t('uploads.own.after')}
      </Button>
      <Button ml="auto" onClick={onClose}>
        {t('uploads.own.done')}
      </Button>
    </div>
  )
}
