import { badUse } from './failure.ts'

/** Unix seconds. A day without a time begins at midnight where the user is. Throws a bad use for what is no date. */
export function readDate(text: string): number {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const time = Date.parse(isDay ? `${text}T00:00:00` : text)
  if (Number.isNaN(time)) throw badUse(`${text} is no date.`, 'give one as 2026-01-31 or 2026-01-31T12:00:00Z')
  return Math.floor(time / 1000)
}
