import { useTranslation } from 'react-i18next'
import { ApiProblem } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import classes from './edit-form.module.css'

/** Why an edit did not go through; a lost race says that nothing typed is lost. */
export function EditTrouble({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const problem = useProblem()
  if (!error) return null
  if (error instanceof ApiProblem && error.key === 'edited-meanwhile') {
    return (
      <p className={classes.conflict} role="alert">
        <b>{t('assets.conflict.title')}.</b> {t('assets.conflict.text')}
      </p>
    )
  }
  const said = problem(error)
  return (
    <div className={classes.refused} role="alert">
      <b>{said.title}.</b> {said.detail}
      {error instanceof ApiProblem && error.errors.length > 0 && (
        <ul>
          {error.errors.map(item => (
            <li key={item.pointer}>{item.detail}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
