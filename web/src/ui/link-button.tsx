import { ActionIcon, type ActionIconProps, Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { ComponentPropsWithRef } from 'react'

// Without `component` Mantine draws a <button>, on which an href does nothing without a script.
function AnchorButton(props: ButtonProps & Omit<ComponentPropsWithRef<'a'>, keyof ButtonProps>) {
  return <Button component="a" {...props} />
}
function AnchorActionIcon(props: ActionIconProps & Omit<ComponentPropsWithRef<'a'>, keyof ActionIconProps>) {
  return <ActionIcon component="a" {...props} />
}

/** A Mantine button that goes somewhere: `to`, `params`, `search` as for Link. */
export const LinkButton = createLink(AnchorButton)
export const LinkActionIcon = createLink(AnchorActionIcon)
