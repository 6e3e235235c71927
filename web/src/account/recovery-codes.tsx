import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './account-page.module.css'

/** The recovery codes, shown once. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation()
  const save = () => {
    const url = URL.createObjectURL(new Blob([`${codes.join('\n')}\n`], { type: 'text/plain' }))
    Object.assign(document.createElement('a'), { href: url, download: 'ma-khoi-phuc.txt' }).click()
    URL.revokeObjectURL(url)
  }
  return (
    <>
      <ul className={classes.codes} aria-label={t('account.factor.codes')}>
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button variant="default" onClick={save}>
        {t('account.factor.download')}
      </Button>
    </>
  )
}
