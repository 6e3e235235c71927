import { useProblem } from '../app/use-problem.ts'
import formClasses from '../assets/modal-form.module.css'

/** What the hub said against it. */
export function Trouble({ error }: { error: unknown }) {
  const problem = useProblem()
  if (!error) return null
  const { title, detail } = problem(error)
  return (
    <p className={formClasses.trouble} role="alert">
      <b>{title}.</b> {detail}
    </p>
  )
}
