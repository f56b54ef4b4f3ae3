/** Where the others are in this text: their selections and cursors in their hues, with their names. TXT9 */
import { type Extension, RangeSet, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate, WidgetType } from '@codemirror/view'
import * as Y from 'yjs'
import type { People } from '../../session/people.ts'
import type { TextSession } from '../../session/texts.ts'

interface OtherCursor {
  readonly client: number
  readonly name: string
  readonly color: number
  readonly anchor: number
  readonly head: number
}

/** Tells the others where this person is, and shows them. */
export function others({ documentId, path, document }: TextSession, people: People): Extension {
  const { text, doc } = document

  function readCursors(): OtherCursor[] {
    return people.store.getState().others.flatMap(({ client, user, text: place }) => {
      if (place?.document !== documentId) return []
      const anchor = indexOf(place.anchor)
      const head = indexOf(place.head)
      return anchor === null || head === null ? [] : [{ client, name: user.name, color: user.color, anchor, head }]
    })
  }

  function indexOf(place: string): number | null {
    try {
      const relative = Y.createRelativePositionFromJSON(JSON.parse(place))
      const absolute = Y.createAbsolutePositionFromRelativePosition(relative, doc)
      return absolute?.type === text ? absolute.index : null
    } catch {
      // A peer may say anything; what is no place is nowhere.
      return null
    }
  }

  function placeOf(index: number): string {
    return JSON.stringify(Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, index)))
  }

  const plugin = ViewPlugin.define(view => {
    const show = () => {
      const cursors = readCursors()
      view.dispatch({ effects: setCursors.of(cursors) })
    }
    const announce = () => {
      const { anchor, head } = view.state.selection.main
      people.set({ text: { document: documentId, path, anchor: placeOf(anchor), head: placeOf(head) } })
    }
    const stop = people.store.subscribe(show)
    // Not while the view is being made.
    queueMicrotask(() => {
      show()
      announce()
    })
    return {
      update(update: ViewUpdate) {
        if (update.selectionSet || update.docChanged) announce()
      },
      destroy() {
        stop()
        people.set({ text: null })
      },
    }
  })
  return [cursorsField, plugin]
}

const setCursors = StateEffect.define<readonly OtherCursor[]>()

const cursorsField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    let next = decorations.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (effect.is(setCursors)) next = draw(effect.value, transaction.state.doc.length)
    }
    return next
  },
  provide: field => EditorView.decorations.from(field),
})

function draw(cursors: readonly OtherCursor[], length: number): DecorationSet {
  const ranges = cursors.flatMap(cursor => {
    const anchor = Math.min(cursor.anchor, length)
    const head = Math.min(cursor.head, length)
    const caret = Decoration.widget({ widget: new Caret(cursor.name, cursor.color), side: 1 }).range(head)
    if (anchor === head) return [caret]
    const style = `background-color: color-mix(in srgb, var(--person-${cursor.color}) 25%, transparent)`
    const mark = Decoration.mark({ attributes: { style } })
    return [mark.range(Math.min(anchor, head), Math.max(anchor, head)), caret]
  })
  return RangeSet.of(ranges, true)
}

class Caret extends WidgetType {
  readonly name: string
  readonly color: number

  constructor(name: string, color: number) {
    super()
    this.name = name
    this.color = color
  }

  override eq(other: Caret): boolean {
    return other.name === this.name && other.color === this.color
  }

  override toDOM(): HTMLElement {
    const caret = document.createElement('span')
    caret.className = 'text-caret'
    caret.style.setProperty('--person', `var(--person-${this.color})`)
    const name = document.createElement('span')
    name.className = 'text-caret-name'
    name.textContent = this.name
    caret.append('\u2060', name)
    return caret
  }

  override ignoreEvent(): boolean {
    return true
  }
}
