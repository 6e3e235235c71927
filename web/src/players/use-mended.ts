import { type RefObject, useEffect } from 'react'

/** The picture at hover over the range is decoration, which the element does not say. */
export function useMendedRange(range: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const preview = range.current?.shadowRoot?.querySelector('media-preview-thumbnail')
    preview?.shadowRoot?.querySelector('img')?.setAttribute('alt', '')
  }, [range])
}

/** Captions are switched on and off: the element has `aria-checked`, which a plain button may not have. */
export function asSwitch(button: HTMLElement | null): void {
  button?.setAttribute('role', 'switch')
}
