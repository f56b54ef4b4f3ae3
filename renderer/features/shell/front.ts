/** Opens what the tab in front shows, and tells the others where this person is. */
import type { StoreApi } from 'zustand'
import type { Front } from '../../commands/app-context.tsx'
import { openTab, type Shell, type Tab } from '../../commands/shell-store.ts'
import type { AppSession } from '../../session/app-session.ts'

/** Returns what stops following. */
export function followFront(
  app: Pick<AppSession, 'host' | 'scenes' | 'people'>,
  shell: StoreApi<Shell>,
  front: StoreApi<Front>,
): () => void {
  let shown: Tab | null = null
  let attempt = 0

  function show(tab: Tab | null): void {
    shown = tab
    attempt += 1
    const mine = attempt
    if (tab === null || tab.kind !== 'scene') {
      app.scenes.setFront(null)
      front.setState({ status: 'none' }, true)
      return
    }
    front.setState({ status: 'loading', path: tab.path }, true)
    const { files } = app.host.getState()
    // Mended while the host was still answering: the answer is about a file that is no more.
    const isOld = () => app.host.getState().files !== files
    app.scenes.open(tab.path).then(
      opened => {
        if (attempt !== mine) return
        if (opened.status === 'open') {
          app.scenes.setFront(opened.session)
          front.setState({ status: 'open', session: opened.session }, true)
        } else if (isOld()) show(tab)
        else {
          app.scenes.setFront(null)
          front.setState({ status: 'unreadable', file: opened }, true)
        }
      },
      (error: unknown) => {
        if (attempt !== mine) return
        if (isOld()) return show(tab)
        app.scenes.setFront(null)
        front.setState(
          { status: 'failed', path: tab.path, message: error instanceof Error ? error.message : String(error) },
          true,
        )
      },
    )
  }

  function update(): void {
    const { tabs, active } = shell.getState()
    const tab = app.host.getState().app?.workspace == null ? null : (tabs.find(one => one.id === active) ?? null)
    if (tab?.id !== shown?.id) show(tab)
  }

  const stops = [
    shell.subscribe(update),
    app.host.subscribe((now, before) => {
      if (now.app?.workspace?.id !== before.app?.workspace?.id) shown = null
      // Another reality: the same path is another document.
      if (now.files === null && before.files !== null) shown = null
      update()
      // A file that could not be read may have been mended.
      const { status } = front.getState()
      if (now.files !== before.files && (status === 'unreadable' || status === 'failed')) show(shown)
    }),
    followPerson(app, shell),
  ]
  update()
  return () => {
    for (const stop of stops) stop()
  }
}

/** Goes along to whatever scene or text the followed person is in. */
function followPerson(app: Pick<AppSession, 'people'>, shell: StoreApi<Shell>): () => void {
  let last: string | null = null
  return app.people.store.subscribe(({ others, following }) => {
    const followed = others.find(other => other.client === following)
    const path = (followed?.scene ?? followed?.text)?.path ?? null
    if (path !== null && path !== last) openTab(shell, followed?.scene === null ? 'text' : 'scene', path)
    last = path
  })
}
