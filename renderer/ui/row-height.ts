import { createContext, useContext } from 'react'

/** Height of tree rows in pixels: `--row` for those who compute. */
export const RowHeight = createContext(24)

export function useRowHeight(): number {
  return useContext(RowHeight)
}
