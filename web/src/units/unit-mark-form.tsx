import '@mantine/core/styles/Radio.layer.css'

import { Button, NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MarkChoice, UnitMark } from '#contracts/purpose'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { showToast } from '../ui/toast.ts'
import { LogoPick } from './logo-pick.tsx'
import classes from './unit-mark-form.module.css'
import { useSetUnitMark, useUnitMark } from './use-unit-mark.ts'

const policies: readonly MarkChoice[] = ['none', 'offered', 'always']
const corners = ['top-left', 'top-right', 'bottom-left', 'bottom-right'] as const

/** What the unit lays over the pictures that it hands out; its editors set it. */
export function UnitMarkForm({ code }: { code: string }) {
  const { t } = useTranslation()
  const { data } = useUnitMark(code)
  if (!data) return null
  return (
    <section className={classes.section} aria-labelledby="unit-mark">
      <h2 id="unit-mark">{t('units.mark.title')}</h2>
      <p className="dim small">{t('units.mark.about')}</p>
      <Fields code={code} mark={data} />
    </section>
  )
}

function Fields({ code, mark }: { code: string; mark: UnitMark }) {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const save = useSetUnitMark(code)
  const [draft, setDraft] = useState(mark)
  const set = (part: Partial<UnitMark>) => setDraft(now => ({ ...now, ...part }))
  const on = draft.policy !== 'none'
  const empty = on && !draft.text.trim() && !draft.logo
  const submit = () =>
    save.mutate(
      { ...draft, text: draft.text.trim(), logo: draft.logo?.id ?? null },
      { onSuccess: () => void showToast({ message: t('units.mark.saved') }) },
    )
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (!empty) submit()
      }}
    >
      <Stack gap={14}>
        <Radio.Group
          label={t('units.mark.policy')}
          value={draft.policy}
          onChange={value => set({ policy: value as MarkChoice })}
        >
          <Stack gap={8} mt={6}>
            {policies.map(policy => (
              <Radio key={policy} value={policy} label={t(`units.mark.${policy}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {on && (
          <>
            <TextInput
              label={t('units.mark.text')}
              description={t('units.mark.textHint')}
              maxLength={60}
              value={draft.text}
              error={empty ? t('units.mark.needed') : undefined}
              onChange={event => set({ text: event.currentTarget.value })}
            />
            <LogoPick code={code} logo={draft.logo} onPick={logo => set({ logo })} />
            <NativeSelect
              label={t('units.mark.corner')}
              value={draft.corner}
              data={corners.map(value => ({ value, label: t(`units.mark.${value}`) }))}
              onChange={event => set({ corner: event.currentTarget.value as UnitMark['corner'] })}
            />
            <Range
              label={t('units.mark.opacity')}
              said={f.percent(draft.opacity * 100)}
              value={draft.opacity}
              from={0.1}
              to={1}
              onChange={opacity => set({ opacity })}
            />
            <Range
              label={t('units.mark.size')}
              said={f.percent(draft.size * 100)}
              value={draft.size}
              from={0.05}
              to={0.5}
              onChange={size => set({ size })}
            />
          </>
        )}
        {save.error && (
          <p role="alert" className={classes.trouble}>
            {problem(save.error).title}. {problem(save.error).detail}
          </p>
        )}
        <Button type="submit" className={classes.save} loading={save.isPending} disabled={empty}>
          {t('units.mark.save')}
        </Button>
      </Stack>
    </form>
  )
}

type RangeProps = {
  label: string
  said: string
  value: number
  from: number
  to: number
  onChange: (value: number) => void
}

function Range({ label, said, value, from, to, onChange }: RangeProps) {
  return (
    <label className={classes.range}>
      <span>
        {label}: <b>{said}</b>
      </span>
      <input
        type="range"
        min={from}
        max={to}
        step={0.05}
        value={value}
        aria-valuetext={said}
        onChange={event => onChange(Number(event.currentTarget.value))}
      />
    </label>
  )
}
