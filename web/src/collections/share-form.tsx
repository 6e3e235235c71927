import '@mantine/core/styles/Radio.layer.css'
import { Button, Group, NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { IconLink } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import formClasses from '../assets/modal-form.module.css'
import classes from './share-modal.module.css'
import { useCreateShare } from './use-shares.ts'

const days = [1, 3, 7, 14, 30, 90]
const modes = ['marked', 'plain', 'files'] as const
type Mode = (typeof modes)[number]

/** For whom, how long, and what they may: the safest choice stands first. */
export function ShareForm({ boardId, onMade }: { boardId: string; onMade: (url: string) => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const create = useCreateShare(boardId)
  const [label, setLabel] = useState('')
  const [expiresInDays, setDays] = useState(7)
  const [mode, setMode] = useState<Mode>('marked')
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const short = password !== '' && [...password].length < 8
  const refusal = create.error ? problem(create.error) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (short) return
    const allowed = { watermark: mode === 'marked', downloads: mode === 'files' }
    const wish = { label, expiresInDays, ...allowed, ...(password ? { password } : {}) }
    create.mutate(wish, { onSuccess: ({ url }) => onMade(url) })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={16}>
        <p className="dim">{t('collections.share.text')}</p>
        <div className={classes.two}>
          <TextInput
            label={t('collections.share.label')}
            description={t('collections.share.labelHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            maxLength={200}
            value={label}
            onChange={event => setLabel(event.currentTarget.value)}
          />
          <NativeSelect
            label={t('collections.share.days')}
            value={String(expiresInDays)}
            onChange={event => setDays(Number(event.currentTarget.value))}
            data={days.map(count => ({ value: String(count), label: t('collections.share.day', { count }) }))}
          />
        </div>
        <Radio.Group label={t('collections.share.mode')} value={mode} onChange={value => setMode(value as Mode)}>
          <Stack gap={8} mt={6}>
            {modes.map(each => (
              <Radio
                key={each}
                value={each}
                label={t(`collections.share.${each}`)}
                description={t(`collections.share.${each}Hint`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label={t('collections.share.password')}
          description={t('collections.share.passwordHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          type="password"
          autoComplete="new-password"
          maxLength={200}
          error={tried && short && t('collections.share.shortPassword')}
          value={password}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        {refusal && (
          <p className={formClasses.trouble} role="alert">
            <b>{refusal.title}.</b> {refusal.detail}
          </p>
        )}
        <Group justify="flex-end">
          <Button type="submit" leftSection={<IconLink size={18} stroke={1.6} />} loading={create.isPending}>
            {t('collections.share.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
