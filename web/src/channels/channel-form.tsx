import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChannelKindForm } from '#contracts/channel-admin'
import type { Channel } from '#contracts/delivery'
import { ApiProblem } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import { type ChannelDraft, codeOf, type Faults, newDraft, readDraft, refusedFields } from './channel-draft.ts'
import classes from './channel-form.module.css'
import { Credentials, Naming, Pace, Settings } from './channel-form-parts.tsx'
import { useSaveChannel } from './use-channel-admin.ts'

type Props = {
  kinds: readonly ChannelKindForm[]
  /** The channel that is edited; a new one without it. */
  channel?: Channel
  onSaved: (channel: Channel) => void
  onCancel: () => void
}

/** A channel as its kind describes it: address, settings, credentials, hours and limit. */
export function ChannelForm({ kinds, channel, onSaved, onCancel }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const save = useSaveChannel(channel?.id)
  const first = kinds.find(each => each.kind === channel?.kind) ?? kinds[0]!
  const [draft, setDraft] = useState(() => newDraft(first, channel))
  const [asked, setAsked] = useState(false)
  const form = kinds.find(each => each.kind === draft.kind) ?? first
  const { body, faults } = readDraft(form, draft, channel?.hasCredentials ?? false)
  const refused = save.error instanceof ApiProblem ? refusedFields(save.error.errors) : []
  const errorOf = (name: string): string | null => {
    const fault = asked ? faults[name] : undefined
    if (fault) return t(`channels.admin.fault.${fault}`)
    return refused.includes(name)
      ? t(name === 'code' ? 'channels.admin.fault.taken' : 'channels.admin.fault.refused')
      : null
  }
  const set = (patch: Partial<ChannelDraft>) => {
    if (save.isError) save.reset()
    setDraft(old => ({ ...old, ...patch }))
  }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (Object.keys(faults).length > 0) return
    const fresh = channel ? body : { ...body, kind: draft.kind, code: draft.code || codeOf(draft.name) }
    save.mutate(fresh, { onSuccess: onSaved })
  }
  const parts = { form, draft, set, errorOf, channel }
  return (
    <form className={classes.form} onSubmit={send} noValidate>
      <Naming {...parts} kinds={kinds} onKind={kind => setDraft(old => changeKind(old, kind))} />
      <Settings {...parts} />
      <Credentials {...parts} />
      <Pace {...parts} asked={asked} />
      <Trouble asked={asked} faults={faults} error={save.isError ? problem(save.error) : null} />
      <div className={classes.acts}>
        <Button variant="default" onClick={onCancel}>
          {t('ui.cancel')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t(channel ? 'ui.save' : 'channels.form.save')}
        </Button>
      </div>
    </form>
  )
}

/** What is common stays; settings and credentials begin anew. */
function changeKind(old: ChannelDraft, kind: ChannelKindForm): ChannelDraft {
  const { name, code, unit, address, perHour, windows } = old
  return { ...newDraft(kind), name, code, unit, address, perHour, windows }
}

function Trouble({
  asked,
  faults,
  error,
}: {
  asked: boolean
  faults: Faults
  error: { title: string; detail: string } | null
}) {
  const { t } = useTranslation()
  const count = Object.keys(faults).length
  if (!error && !(asked && count > 0)) return null
  return (
    <p className={classes.trouble} role="alert">
      {error ? (
        <>
          <b>{error.title}.</b> {error.detail}
        </>
      ) : (
        t('channels.admin.faults', { count })
      )}
    </p>
  )
}
