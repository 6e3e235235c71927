import { Button, Group, Stack, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './keys.module.css'

/** The one time that the secret is seen. */
export function KeySecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  const copy = () => {
    // Without https there is no clipboard at all.
    const done = navigator.clipboard ? navigator.clipboard.writeText(secret) : Promise.reject(new Error('no clipboard'))
    done.then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    )
  }
  return (
    <Stack gap={16}>
      <p>{t('keys.secret.text')}</p>
      <TextInput
        className={classes.secret}
        label={t('keys.secret.label')}
        value={secret}
        readOnly
        spellCheck={false}
        data-autofocus
        onFocus={event => event.currentTarget.select()}
      />
      <div>
        <p className="dim small">{t('keys.secret.use')}</p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (axe: scrollable-region-focusable) */}
        <pre className={classes.use} tabIndex={0}>
          Authorization: Bearer hub_…
        </pre>
      </div>
      <p role="status" className="small">
        {copied === 'refused' && t('keys.secret.notCopied')}
      </p>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onDone}>
          {t('keys.secret.done')}
        </Button>
        <Button
          leftSection={copied === 'yes' ? <IconCheck size={18} stroke={1.6} /> : <IconCopy size={18} stroke={1.6} />}
          onClick={copy}
        >
          {t(copied === 'yes' ? 'keys.secret.copied' : 'keys.secret.copy')}
        </Button>
      </Group>
    </Stack>
  )
}
