import { Button } from '@mantine/core'
import { IconAlertCircle, IconAlertTriangle, IconBellRinging, IconCircleCheck } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskCheck } from '#contracts/desk-check'
import type { Nomination } from '#contracts/nomination'
import { LinkButton } from '../ui/link-button.tsx'
import { checkGroups, mendAct, menderOf } from './check-lines.ts'
import classes from './check-list.module.css'
import type { DeskActing } from './use-desk-acting.ts'
import { useMenderSentence } from './use-mender-sentence.ts'
import { useComment } from './use-thread.ts'

const MendModal = lazy(() => import('./mend-modal.tsx').then(file => ({ default: file.MendModal })))
type Props = { nomination: Nomination; acting: DeskActing }

/** The conditions in plain sentences; each that is missing names who can mend it and carries that one button. */
export function CheckList({ nomination, acting }: Props) {
  const { t } = useTranslation()
  const [mending, setMending] = useState<DeskCheck | null>(null)
  const groups = checkGroups(nomination)
  const several = nomination.items.length > 1
  return (
    <>
      {groups.map(({ asset, open, met }) => (
        <section key={asset.id} aria-label={several ? asset.title : undefined}>
          {several && (open.length > 0 || met.length > 0) && <h3 className={classes.of}>{asset.title}</h3>}
          <ul className={classes.list}>
            {open.map(check => (
              <Line key={check.key} check={check} nomination={nomination} acting={acting} onMend={setMending} />
            ))}
            {several && met.length > 0 && (
              <li className={classes.rest}>
                <IconCircleCheck className={classes.okMark} size={18} stroke={1.6} aria-hidden="true" />
                <p>{t(open.length > 0 ? 'curation.desk.metCount' : 'curation.desk.metAll', { count: met.length })}</p>
              </li>
            )}
          </ul>
          {!several && met.length > 0 && (
            <ul className={classes.met}>
              {met.map(check => (
                <li key={check.key}>
                  <IconCircleCheck className={classes.okMark} size={15} stroke={1.7} aria-hidden="true" />
                  <span>{t(`curation.check.${check.key}.ok`)}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <Suspense>
        {mending && (
          <MendModal
            assetId={mending.asset.id}
            what={mending.key}
            onClose={() => {
              setMending(null)
              acting.desk.focusRow()
            }}
          />
        )}
      </Suspense>
    </>
  )
}

type LineProps = Props & { check: DeskCheck; onMend: (check: DeskCheck) => void }

function Line({ check, nomination, acting, onMend }: LineProps) {
  const { t } = useTranslation()
  const sentence = useMenderSentence()
  const Icon = check.severity === 'blocks' ? IconAlertCircle : IconAlertTriangle
  const name = t(`curation.check.${check.key}.no`)
  return (
    <li className={classes.line} data-severity={check.severity}>
      <Icon size={18} stroke={1.6} aria-hidden="true" />
      <div>
        <p className={classes.title}>
          {name}
          {check.severity === 'warns' && <span className={classes.warns}>{t('curation.desk.onlyWarns')}</span>}
        </p>
        <p className="dim small">
          {!alike(check.detail, name) && <>{check.detail} </>}
          {sentence(check)}
        </p>
      </div>
      <Mend check={check} nomination={nomination} acting={acting} onMend={onMend} />
    </li>
  )
}

function Mend({ check, nomination, acting, onMend }: LineProps) {
  const { t } = useTranslation()
  const comment = useComment(nomination.id)
  const what = t(`curation.desk.checkName.${check.key}`)
  const act = mendAct(check)
  if (act === 'edits')
    return (
      <Button
        size="xs"
        variant="default"
        aria-label={t('curation.mendNamed', { what })}
        onClick={() => acting.setDialog({ is: 'edit', of: [nomination], assetId: check.asset.id })}
      >
        {t('curation.mend')}
      </Button>
    )
  if (act === 'here')
    return (
      <Button size="xs" variant="default" aria-label={t('curation.mendNamed', { what })} onClick={() => onMend(check)}>
        {t('curation.mend')}
      </Button>
    )
  if (act === 'page')
    return (
      <LinkButton
        size="xs"
        variant="default"
        to="/tu-lieu/$id"
        params={{ id: check.asset.id }}
        aria-label={t('curation.desk.openToMend', { what })}
      >
        {t('curation.desk.open')}
      </LinkButton>
    )
  const unit = menderOf(check) === 'unit' ? check.mendableBy?.unit : null
  if (!unit || !nomination.may.comment) return null
  const remind = () =>
    comment.mutate(t('curation.desk.reminder', { title: check.asset.title, what: check.detail || what }), {
      onSuccess: () => acting.say(t('curation.desk.reminded', { unit: unit.shortName })),
      onError: error => acting.say(error.message, { tone: 'error' }),
    })
  return (
    <Button
      size="xs"
      variant="default"
      loading={comment.isPending}
      disabled={comment.isSuccess}
      leftSection={<IconBellRinging size={15} stroke={1.6} />}
      aria-label={t('curation.desk.remindNamed', { unit: unit.shortName, what })}
      onClick={remind}
    >
      {t(comment.isSuccess ? 'curation.desk.remindedShort' : 'curation.desk.remind')}
    </Button>
  )
}

/** The hub's sentence often says the same as the line's name, with a full stop. */
function alike(one: string, other: string): boolean {
  return one.replace(/\.$/, '') === other
}
