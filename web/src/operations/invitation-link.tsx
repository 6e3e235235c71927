import { Button, TextInput } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../articles/dialog.tsx'
import form from '../articles/metadata-form.module.css'
import type { Invited } from './use-invitations.ts'

/** What became of an invitation that was just sent; an administrator sees its link this once. */
export function InvitationLink({ invited, onClose }: { invited: Invited; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog onClose={onClose} size={520} title={t('operations.people.invite.title')}>
      <InvitationSent invited={invited} onClose={onClose} />
    </Dialog>
  )
}

export function InvitationSent({ invited: { link, mailed }, onClose }: { invited: Invited; onClose: () => void }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = () => navigator.clipboard?.writeText(link ?? '').then(() => setCopied(true))
  return (
    <div className={form.form} role="status">
      <p>{t(mailed ? 'operations.people.invite.sent' : 'operations.people.invite.notSent')}</p>
      {link && (
        <TextInput
          label={t('operations.people.invite.link')}
          readOnly
          value={link}
          onFocus={event => event.currentTarget.select()}
        />
      )}
      <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
        {/* Without https there is no clipboard at all. */}
        {link && 'clipboard' in navigator && (
          <Button
            variant="default"
            leftSection={copied ? <IconCheck size={18} stroke={1.6} /> : <IconCopy size={18} stroke={1.6} />}
            onClick={() => void copy()}
          >
            {t(copied ? 'keys.secret.copied' : 'operations.people.invite.copy')}
          </Button>
        )}
        <Button onClick={onClose}>{t('ui.close')}</Button>
      </div>
    </div>
  )
}
