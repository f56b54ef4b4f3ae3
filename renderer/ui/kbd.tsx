import type { ReactElement } from 'react'
import { describeKeys } from './keys.ts'

/** A shortcut as this system writes it. */
export function Kbd({ keys }: { readonly keys: string }): ReactElement {
  return <kbd className="kbd">{describeKeys(keys, isApple())}</kbd>
}

export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent)
}
