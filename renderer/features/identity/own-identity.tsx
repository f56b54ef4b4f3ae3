/** Who this person is, changed as it is typed and saved when it is left. */
import { type ReactElement, useState } from 'react'
import type { Identity } from '../../../shared/contract/data.ts'
import { useApp, useHost } from '../../commands/app-context.tsx'
import { IdentityForm, nobodyYet } from './identity-form.tsx'

export function OwnIdentity(): ReactElement {
  const { app, notices } = useApp()
  const saved = useHost(view => view.app?.identity ?? null)
  const [draft, setDraft] = useState(saved ?? nobodyYet)
  function save({ name, color }: Identity): void {
    const next = { name: name.trim(), color }
    if (next.name === '' || (next.name === saved?.name && color === saved.color)) return
    app.api.app.setIdentity(next).catch((error: unknown) => notices.error(error))
  }
  return (
    <IdentityForm
      identity={draft}
      onChange={next => {
        if (next.color !== draft.color) save(next)
        setDraft(next)
      }}
      onDone={() => save(draft)}
    />
  )
}
