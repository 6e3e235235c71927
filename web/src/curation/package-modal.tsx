import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconStar, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { AssetPicker } from '../intake/asset-picker.tsx'
import form from './desk-form.module.css'
import { addItem, asLead, moved, type PackageDraft, packageRoles, without, withRole } from './package-draft.ts'
import classes from './package-modal.module.css'
import type { DeskActing } from './use-desk-acting.ts'
import { useNominationActs } from './use-desk-acts.ts'

type Props = { nomination: Nomination; acting: DeskActing }
const most = 30

/** What belongs to the package, in which order, as what, and which of it leads. */
export function PackageModal({ nomination, acting }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const acts = useNominationActs(nomination.id)
  const [items, setItems] = useState<PackageDraft>(nomination.items)
  const [adding, setAdding] = useState(false)
  const [refused, setRefused] = useState('')
  const save = () =>
    acts
      .items(
        nomination.revision,
        items.map(({ asset, role }) => ({ asset: asset.id, role })),
      )
      .then(
        () => {
          acting.closeDialog()
          acting.say(t('curation.desk.package.saved'))
        },
        error => {
          const said = problem(error)
          setRefused(said.detail || said.title)
        },
      )
  return (
    <Dialog onClose={acting.closeDialog} size={620} title={t('curation.desk.package.title')} returnFocus={false}>
      <div className={form.form}>
        <ol className={classes.list}>
          {items.map(({ asset, role }, place) => (
            <li key={asset.id} className={classes.row} data-lead={role === 'lead' || undefined}>
              <span className={classes.picture}>
                <AssetThumb asset={asset} />
              </span>
              <b className={`cut ${classes.name}`}>{asset.title || t('curation.desk.untitled')}</b>
              {role === 'lead' ? (
                <span className={`dim small ${classes.role}`}>{t('curation.desk.role.lead')}</span>
              ) : (
                <NativeSelect
                  size="xs"
                  className={classes.role}
                  aria-label={t('curation.desk.package.roleOf', { title: asset.title })}
                  value={role}
                  data={packageRoles.map(value => ({ value, label: t(`curation.desk.role.${value}`) }))}
                  onChange={event => setItems(withRole(items, place, event.currentTarget.value))}
                />
              )}
              <span className={classes.acts}>
                {role !== 'lead' && (
                  <>
                    <Act
                      label={t('curation.desk.package.lead', { title: asset.title })}
                      icon={IconStar}
                      onClick={() => setItems(asLead(items, place))}
                    />
                    <Act
                      label={t('curation.desk.package.up', { title: asset.title })}
                      icon={IconArrowUp}
                      disabled={place <= 1}
                      onClick={() => setItems(moved(items, place, -1))}
                    />
                    <Act
                      label={t('curation.desk.package.down', { title: asset.title })}
                      icon={IconArrowDown}
                      disabled={place === items.length - 1}
                      onClick={() => setItems(moved(items, place, 1))}
                    />
                    <Act
                      label={t('curation.desk.package.remove', { title: asset.title })}
                      icon={IconX}
                      onClick={() => setItems(without(items, place))}
                    />
                  </>
                )}
              </span>
            </li>
          ))}
        </ol>
        {nomination.hiddenItems > 0 && (
          <p className="dim small">{t('curation.desk.package.hidden', { count: nomination.hiddenItems })}</p>
        )}
        {adding ? (
          <AssetPicker
            label={t('curation.desk.package.add')}
            without={items.map(item => item.asset.id)}
            onPick={asset => {
              setItems(addItem(items, asset))
              setAdding(false)
            }}
          />
        ) : (
          items.length + nomination.hiddenItems < most && (
            <Button variant="default" onClick={() => setAdding(true)}>
              {t('curation.desk.package.add')}
            </Button>
          )
        )}
        {nomination.state === 'approved' && <p className="dim small">{t('curation.desk.package.again')}</p>}
        {refused && (
          <p className={form.refused} role="alert">
            {refused}
          </p>
        )}
        <div className={form.acts}>
          <Button variant="default" onClick={acting.closeDialog}>
            {t('ui.cancel')}
          </Button>
          <Button loading={acts.pending} onClick={() => void save()}>
            {t('curation.desk.save')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

type ActProps = { label: string; icon: typeof IconX; disabled?: boolean; onClick: () => void }

function Act({ label, icon: Icon, disabled = false, onClick }: ActProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={17} stroke={1.6} />
    </ActionIcon>
  )
}
