import classes from './file-name.module.css'

const tail = 9

/** A file name cut in the middle, so that its ending stays in sight. */
export function FileName({ name }: { name: string }) {
  const cut = Math.max(0, name.length - tail)
  return (
    <span className={classes.name} title={name}>
      <span className={classes.start}>{name.slice(0, cut)}</span>
      <span>{name.slice(cut)}</span>
    </span>
  )
}
