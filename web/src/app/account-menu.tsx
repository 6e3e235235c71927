import '@mantine/core/styles/Menu.layer.css'
import { Menu } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMe } from './me.ts'
import { useSignOut } from './use-sign-out.ts'

export function AccountMenu({ className, initials }: { className?: string; initials: string }) {
  const { t } = useTranslation()
  const me = useMe()
  const signOut = useSignOut()
  return (
    <Menu defaultOpened position="bottom-end" width={240} radius="md" shadow="md">
      <Menu.Target>
        <button type="button" className={className} aria-label={t('app.account.open', { name: me.name })}>
          <span aria-hidden="true">{initials}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <b style={{ color: 'var(--mantine-color-text)' }}>{me.name}</b>
          <br />
          {me.email}
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} stroke={1.6} />} onClick={() => void signOut()}>
          {t('app.account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
