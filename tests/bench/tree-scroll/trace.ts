/** Chromium's own trace of what its threads did. */
import type { Browser, CDPSession } from 'playwright-core'

export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds. */
  readonly ts: number
  readonly dur?: number
  /** Of the processor, where the system tells: without what other programs took meanwhile. */
  readonly tdur?: number
}

/** Marks that a page sets (`performance.mark`) around what is to be measured. */
export const BEGIN_MARK = 'measured-begins'
export const END_MARK = 'measured-ends'

const categories = ['toplevel', 'blink.user_timing', 'devtools.timeline', 'disabled-by-default-devtools.timeline']

/** Runs something under a trace of the whole browser. */
export async function traced<T>(
  browser: Browser,
  run: () => Promise<T>,
): Promise<{ readonly result: T; readonly events: readonly TraceEvent[] }> {
  const session = await browser.newBrowserCDPSession()
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: categories },
  })
  const result = await run()
  await end(session)
  await session.detach()
  return { result, events }
}

/** The tasks of the thread that set the marks, between them. Fails where there is none: it would say nothing. */
export function markedTasks(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const begin = events.find(event => event.name === BEGIN_MARK)
  const finish = events.findLast(event => event.name === END_MARK)
  if (begin === undefined || finish === undefined) throw new Error('the trace has no marks')
  const tasks = events.filter(
    ({ name, ph, pid, tid, ts }) =>
      ph === 'X' &&
      name.endsWith('RunTask') &&
      pid === begin.pid &&
      tid === begin.tid &&
      ts >= begin.ts &&
      ts < finish.ts,
  )
  if (tasks.length === 0) throw new Error('the trace shows no task of the page')
  return tasks
}

function end(session: CDPSession): Promise<void> {
  return new Promise((resolve, reject) => {
    session.once('Tracing.tracingComplete', () => resolve())
    session.send('Tracing.end').catch(reject)
  })
}
