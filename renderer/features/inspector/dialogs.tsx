import type { ReactElement } from 'react'
export function InspectorDialogs(): ReactElement | null {
  return null
}
