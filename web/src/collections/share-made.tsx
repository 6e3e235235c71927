import { Button, Group, Stack, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './share-modal.module.css'

/** The one time that the address is seen. */
export function ShareMade({ url, onAnother }: { url: string; onAnother: () => void }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState<'no' | 'yes' | 'refused'>('no')
  const copy = () => {
    // Without https there is no clipboard at all.
    const done = navigator.clipboard ? navigator.clipboard.writeText(url) : Promise.reject(new Error('no clipboard'))
    done.then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    )
  }
  return (
    <Stack gap={12}>
      <p role="status">
        <b>{t('collections.share.made')}.</b> {t('collections.share.madeText')}
      </p>
      <div className={classes.address}>
        <TextInput
          label={t('collections.share.address')}
          value={url}
          readOnly
          spellCheck={false}
          data-autofocus
          onFocus={event => event.currentTarget.select()}
        />
        <Button
          leftSection={copied === 'yes' ? <IconCheck size={18} stroke={1.6} /> : <IconCopy size={18} stroke={1.6} />}
          onClick={copy}
        >
          {t(copied === 'yes' ? 'collections.share.copied' : 'collections.share.copy')}
        </Button>
      </div>
      <p role="status" className="small">
        {copied === 'refused' && t('collections.share.notCopied')}
      </p>
      <Group>
        <Button variant="default" onClick={onAnother}>
          {t('collections.share.another')}
        </Button>
      </Group>
    </Stack>
  )
}
