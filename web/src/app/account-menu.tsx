import { Button, Popover } from '@mantine/core'
import { IconLogout, IconTrash, IconUserCog } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../ui/link-button.tsx'
import classes from './account-menu.module.css'
import { useMe } from './me.ts'
import { useSignOut } from './use-sign-out.ts'

/** Who I am here, and the way out. A popover: Mantine's Menu puts what is no menu item into its role="menu". */
export function AccountMenu({ className, initials }: { className?: string; initials: string }) {
  const { t } = useTranslation()
  const me = useMe()
  const signOut = useSignOut()
  const [open, setOpen] = useState(true)
  const label = t('app.account.open', { name: me.name })
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width={260}
      radius="md"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button type="button" className={className} aria-label={label} onClick={() => setOpen(!open)}>
          <span aria-hidden="true">{initials}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <div className={classes.who}>
          <b>{me.name}</b>
          <span className="dim small cut">{me.email}</span>
          {me.memberships.map(({ unit }) => (
            <Link key={unit.id} className="link cut" to="/don-vi/$code" params={{ code: unit.code }}>
              {unit.name}
            </Link>
          ))}
        </div>
        <LinkButton
          to="/tai-khoan"
          variant="default"
          fullWidth
          mb={8}
          leftSection={<IconUserCog size={18} stroke={1.6} />}
          onClick={() => setOpen(false)}
        >
          {t('app.account.mine')}
        </LinkButton>
        {(me.may.upload || me.may.curate) && (
          <LinkButton
            to="/thung-rac"
            variant="default"
            fullWidth
            mb={8}
            leftSection={<IconTrash size={18} stroke={1.6} />}
            onClick={() => setOpen(false)}
          >
            {t('app.account.trash')}
          </LinkButton>
        )}
        <Button
          variant="default"
          fullWidth
          leftSection={<IconLogout size={18} stroke={1.6} />}
          onClick={() => void signOut()}
        >
          {t('app.account.signOut')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
