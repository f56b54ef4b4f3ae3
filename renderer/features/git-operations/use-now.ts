/** Unix seconds, once a minute: for telling how long ago something was. */
import { useEffect, useState } from 'react'

const minuteMs = 60_000

export function useNow(): number {
  const [now, setNow] = useState(() => Date.now() / 1000)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now() / 1000), minuteMs)
    return () => clearInterval(timer)
  }, [])
  return now
}
