import { useProblem } from '../app/use-problem.ts'
import classes from '../identity/sign-in-form.module.css'

/** Why something was refused, above its form. */
export function Refusal({ error }: { error: unknown }) {
  const problem = useProblem()
  if (!error) return null
  const said = problem(error)
  return (
    <p className={classes.refusal} role="alert">
      <b>{said.title}.</b> {said.detail}
    </p>
  )
}
