import { Button, Checkbox } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import health from '../channels/channel-health.module.css'
import { healthOf } from '../channels/channel-health.tsx'
import { useChannels } from '../channels/use-channels.ts'
import classes from './desk-form.module.css'
import { lowerFirst } from './lower-first.ts'
import type { DeskActing } from './use-desk-acting.ts'
import { useDeskSettings, useNominationActs } from './use-desk-acts.ts'

type Props = { of: Nomination[]; acting: DeskActing }

/** Which channels it goes to; each further one becomes a nomination of its own, decided apart. */
export function ChannelsModal({ of, acting }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const channels = useChannels()
  const settings = useDeskSettings().data
  const [first] = of
  const acts = useNominationActs(first?.id ?? '')
  const now = of.length === 1 && first ? [first.channel.id, ...openSiblings(first)] : []
  const [chosen, setChosen] = useState<readonly string[]>(now)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (chosen.length === 0) return
    const list = [...chosen]
    if (of.length > 1) {
      acting.setDialog(null)
      return acting.batch({ act: 'channels', ids: of.map(one => one.id), channels: list }, of)
    }
    acts.channels(list).then(
      () => {
        acting.closeDialog()
        acting.say(t('curation.desk.channelsSaved', { count: list.length }))
      },
      error => acting.say(problem(error).title, { tone: 'error' }),
    )
  }
  // The one that it is for now stays first: the nomination itself keeps it.
  const turn = (id: string) =>
    setChosen(old => (old.includes(id) ? old.filter(one => one !== id) : id === now[0] ? [id, ...old] : [...old, id]))
  return (
    <Dialog
      onClose={acting.closeDialog}
      size={520}
      title={
        of.length > 1 ? t('curation.desk.batch.channelsTitle', { count: of.length }) : t('curation.desk.channelsTitle')
      }
      returnFocus={false}
    >
      <form className={classes.form} onSubmit={send}>
        <p className="dim">{t('curation.desk.channelsText')}</p>
        {channels.isPending && <LoadingPage />}
        {channels.isError && <ProblemState small error={channels.error} onRetry={() => void channels.refetch()} />}
        <ul className={classes.channels}>
          {channels.data?.map((channel, index) => {
            const asks = settings?.channels.find(one => one.channel.id === channel.id)
            const state = healthOf(channel)
            const words = {
              ok: 'channelWorks',
              broken: 'channelBroken',
              quota: 'channelQuota',
              paused: 'channelPaused',
            } as const
            return (
              <li key={channel.id}>
                <Checkbox
                  label={channel.name}
                  description={[
                    t(`curation.${words[state]}`),
                    ...(asks?.fourEyes ? [t('curation.desk.eyes.short')] : []),
                    ...(asks?.requires.map(key => lowerFirst(t(`curation.desk.checkName.${key}`))) ?? []),
                  ].join(' · ')}
                  checked={chosen.includes(channel.id)}
                  data-autofocus={index === 0 || undefined}
                  onChange={() => turn(channel.id)}
                />
                <span className={health.dot} data-health={state} aria-hidden="true" />
              </li>
            )
          })}
        </ul>
        <div className={classes.acts}>
          <Button variant="default" onClick={acting.closeDialog}>
            {t('ui.cancel')}
          </Button>
          <Button type="submit" loading={acts.pending} disabled={chosen.length === 0}>
            {t('curation.desk.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

const openSiblings = (nomination: Nomination) =>
  nomination.siblings.filter(one => one.state === 'open').map(one => one.channel.id)
