/** Who is where: this window's presence and everybody else's, over the whole workspace. Never stored. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createStore, type StoreApi } from 'zustand'
import type { Identity } from '../../shared/contract/data.ts'
import { type Presence, readPresence } from '../../shared/sync/presence.ts'
import type { Replicas } from './replicas.ts'
import type { OtherPresence } from './scene-session.ts'

export interface PeopleView {
  /** By client id, so that the order is the same all the time. */
  readonly others: readonly OtherPresence[]
  readonly following: number | null
}

export interface People {
  readonly store: StoreApi<PeopleView>
  setIdentity(identity: Identity): void
  /** Changes parts of what this window tells about itself. */
  set(change: Partial<Omit<Presence, 'user'>>): void
  follow(client: number | null): void
  /** After a connection was made. */
  announce(): void
  /** After it went: nobody can be seen. */
  forgetOthers(): void
  dispose(): void
}

interface Deps {
  readonly replicas: Replicas
  /** Tells this person's windows apart from everybody else's. */
  readonly userId: string
}

const messageAwareness = 1
const messageQueryAwareness = 3
const here: Omit<Presence, 'user'> = { scene: null, selection: [], text: null, cursor: null, drag: null, view: null }

export function createPeople({ replicas, userId }: Deps): People {
  const doc = new Y.Doc()
  const awareness = new Awareness(doc)
  awareness.setLocalState(null)
  const store = createStore<PeopleView>(() => ({ others: [], following: null }))
  let identity: Identity | null = null
  let own = here

  awareness.on(
    'update',
    ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown) => {
      if (origin === 'local' || origin === 'timeout') send([...added, ...updated, ...removed])
    },
  )
  awareness.on('change', read)
  replicas.onPresenceFrame(message => {
    const decoder = decoding.createDecoder(message)
    const type = decoding.readVarUint(decoder)
    if (type === messageAwareness) applyAwarenessUpdate(awareness, decoding.readVarUint8Array(decoder), 'host')
    else if (type === messageQueryAwareness) send([awareness.clientID])
  })

  function send(clients: number[]): void {
    const mine = clients.filter(client => client === awareness.clientID)
    if (mine.length === 0) return
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, messageAwareness)
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, mine))
    replicas.sendPresence(encoding.toUint8Array(encoder))
  }

  function read(): void {
    const others: OtherPresence[] = []
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID) continue
      const presence = readPresence(state)
      if (presence !== null) others.push({ ...presence, client })
    }
    others.sort((a, b) => a.client - b.client)
    const { following } = store.getState()
    const isThere = others.some(other => other.client === following)
    store.setState({ others, following: isThere ? following : null })
  }

  function publish(): void {
    if (identity !== null) awareness.setLocalState({ user: { id: userId, ...identity }, ...own } satisfies Presence)
  }

  return {
    store,
    setIdentity(next) {
      if (identity?.name === next.name && identity.color === next.color) return
      identity = { name: next.name, color: next.color }
      publish()
    },
    set(change) {
      own = { ...own, ...change }
      publish()
    },
    follow: following => store.setState({ following }),
    announce: () => send([awareness.clientID]),
    forgetOthers() {
      const others = [...awareness.getStates().keys()].filter(client => client !== awareness.clientID)
      removeAwarenessStates(awareness, others, 'host')
    },
    dispose() {
      awareness.setLocalState(null)
      awareness.destroy()
      doc.destroy()
    },
  }
}
