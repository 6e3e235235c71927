import { Button } from '@mantine/core'
import { IconLogin2 } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { safeDestination } from '../app/address.ts'
import { api } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import form from './sign-in-form.module.css'
import classes from './single-sign-on.module.css'

/** The way in by the province's own accounts; `sso` in the address says how the last try ended. */
export function SingleSignOn({ name }: { name: string }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const { den, sso } = useSearch({ from: '/dang-nhap' })
  const begin = useMutation({
    mutationFn: () =>
      api<{ url: string }>('/api/auth/sign-in/sso', {
        method: 'POST',
        body: { to: safeDestination(den) },
        anonymous: true,
      }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  const refusal = begin.isError ? problem(begin.error).title : sso && t(`identity.sso.${sso}`, { name })
  return (
    <div className={classes.block}>
      <p className={classes.or}>
        <span>{t('identity.sso.or')}</span>
      </p>
      {refusal && (
        <p className={form.refusal} role="alert">
          {refusal}
        </p>
      )}
      <Button
        variant="default"
        h={44}
        fullWidth
        leftSection={<IconLogin2 size={18} stroke={1.6} />}
        loading={begin.isPending}
        onClick={() => begin.mutate()}
      >
        {t('identity.sso.act', { name })}
      </Button>
    </div>
  )
}
