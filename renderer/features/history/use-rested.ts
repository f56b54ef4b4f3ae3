import { useEffect, useRef, useState } from 'react'

/** Sliding passes many moments: only one that is rested on is asked for. */
const restMs = 60

/** The first value at once; later ones when they have stood for a moment. Plain values, told apart by what they say. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  const isFirst = useRef(true)
  const key = JSON.stringify(value)
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    const timer = setTimeout(() => setRested(JSON.parse(key) as T), restMs)
    return () => clearTimeout(timer)
  }, [key])
  return rested
}
