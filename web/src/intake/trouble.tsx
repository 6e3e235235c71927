import { useProblem } from '../app/use-problem.ts'

/** What went wrong with a form, above its button. */
export function Trouble({ error }: { error: Error | null }) {
  const problem = useProblem()
  if (!error) return null
  const { title, detail } = problem(error)
  return (
    <p role="alert">
      <b>{title}.</b> {detail}
    </p>
  )
}
