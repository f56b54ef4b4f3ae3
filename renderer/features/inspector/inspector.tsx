import type { ReactElement } from 'react'
export function Inspector(): ReactElement {
  return <div />
}
