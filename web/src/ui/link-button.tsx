import { ActionIcon, Button } from '@mantine/core'
import { createLink } from '@tanstack/react-router'

/** A Mantine button that goes somewhere: `to`, `params`, `search` as for Link. */
export const LinkButton = createLink(Button<'a'>)
export const LinkActionIcon = createLink(ActionIcon<'a'>)
