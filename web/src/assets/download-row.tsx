import { Loader } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import classes from './download-list.module.css'

type Props = {
  url: string
  fileName: string
  label: string
  /** What it is said to do by those who do not see it. */
  act: string
  icon: ReactNode
  detail: ReactNode
  size: string
  /** Null: the file is there, a plain link takes it. */
  make: (() => void) | null
  making: boolean
  error: unknown
  /** Why it may not be taken; the row then does nothing. */
  refusal?: string | null
}

/** One file to take home: a link where it is there, a button that has it made where it is not. */
export function DownloadRow(props: Props) {
  const { t } = useTranslation()
  const { url, fileName, label, act, icon, detail, size, make, making, refusal } = props
  const words = (
    <>
      {icon}
      <span className={classes.words}>
        <b>{label}</b>
        <span className="dim small">{detail}</span>
        {refusal && <span className={`small ${classes.refusal}`}>{refusal}</span>}
      </span>
      <span className={`dim small ${classes.size}`}>{size}</span>
      {making ? (
        <Loader size={18} aria-hidden="true" />
      ) : (
        !refusal && <IconDownload size={18} stroke={1.6} aria-hidden="true" />
      )}
    </>
  )
  if (refusal) return <div className={classes.row}>{words}</div>
  return (
    <>
      {make ? (
        <button type="button" className={classes.row} onClick={make} disabled={making} aria-label={act}>
          {words}
        </button>
      ) : (
        <a className={classes.row} href={url} download={fileName} aria-label={act}>
          {words}
        </a>
      )}
      <span role="status" className="visually-hidden">
        {making ? t('assets.forPurpose.making', { label }) : ''}
      </span>
      {props.error ? <Trouble error={props.error} /> : null}
    </>
  )
}

function Trouble({ error }: { error: unknown }) {
  const problem = useProblem()
  const { title, detail } = problem(error)
  return (
    <p role="alert" className={classes.trouble}>
      <b>{title}.</b> {detail}
    </p>
  )
}
