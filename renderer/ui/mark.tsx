import type { ReactElement } from 'react'

/** The mark of Weft: two threads that cross. */
export function Mark(): ReactElement {
  return (
    <svg
      width="20"
      height="16"
      viewBox="0 0 20 16"
      fill="none"
      stroke="var(--accent)"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M2 3c4 0 4 10 8 10s4-10 8-10" />
      <path d="M2 13c4 0 4-10 8-10s4 10 8 10" opacity="0.7" />
    </svg>
  )
}
