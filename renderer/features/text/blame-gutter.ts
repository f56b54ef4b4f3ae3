/** Beside each line the commit that changed it last: its hash, who, and how long ago; a click or Alt+Enter shows it. */
import { type Extension, type Range, RangeSet, StateEffect, StateField } from '@codemirror/state'
import { EditorView, GutterMarker, gutter, keymap } from '@codemirror/view'
import type { RepoBlame, RepoCommit } from '../../../shared/contract/repo-data.ts'
import { repoWords } from '../../text/repo.ts'
import { commitsByHash } from '../blame/index.ts'

/** null takes it away. */
export const setBlame = StateEffect.define<RepoBlame | null>()

export function blameGutter(onOpen: (hash: string) => void): Extension {
  const open = (view: EditorView, at: number): boolean => {
    const marker = markerAt(view, at)
    if (marker?.commit == null) return false
    onOpen(marker.commit.hash)
    return true
  }
  return [
    markers,
    // A gutter without markers would keep its border.
    EditorView.editorAttributes.compute([markers], state => ({
      'data-blame': state.field(markers).size > 0 ? '' : 'none',
    })),
    gutter({
      class: 'cm-blame',
      markers: view => view.state.field(markers),
      domEventHandlers: { click: (view, line) => open(view, line.from) },
    }),
    keymap.of([{ key: 'Alt-Enter', run: view => open(view, view.state.selection.main.head) }]),
  ]
}

/** Markers go along with the lines while somebody types, until the next answer. */
const markers = StateField.define<RangeSet<BlameMarker>>({
  create: () => RangeSet.empty,
  update(value, transaction) {
    let next = value.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (effect.is(setBlame))
        next = effect.value === null ? RangeSet.empty : rangesOf(effect.value, transaction.newDoc)
    }
    return next
  },
})

function rangesOf(
  blame: RepoBlame,
  doc: { readonly lines: number; line(n: number): { readonly from: number } },
): RangeSet<BlameMarker> {
  const commits = commitsByHash(blame)
  const ranges: Range<BlameMarker>[] = []
  let before: string | null | undefined
  for (const { line, hash } of blame.lines) {
    if (line > doc.lines) break
    const commit = hash === null ? null : (commits.get(hash) ?? null)
    ranges.push(new BlameMarker(commit, hash !== before).range(doc.line(line).from))
    before = hash
  }
  return RangeSet.of(ranges)
}

class BlameMarker extends GutterMarker {
  readonly commit: RepoCommit | null
  /** Lines of one commit that follow one another tell it once. */
  readonly isFirst: boolean

  constructor(commit: RepoCommit | null, isFirst: boolean) {
    super()
    this.commit = commit
    this.isFirst = isFirst
  }

  override eq(other: BlameMarker): boolean {
    return other.commit?.hash === this.commit?.hash && other.isFirst === this.isFirst
  }

  override toDOM(): HTMLElement {
    const box = document.createElement('span')
    box.className = 'blame-line'
    const { commit } = this
    if (commit === null) {
      if (this.isFirst) box.textContent = repoWords.blame.nobody
      return box
    }
    const { hash, author, message } = commit
    box.title = repoWords.blame.title(message.trim(), author.name, repoWords.when(author.seconds))
    if (!this.isFirst) return box
    box.append(
      piece('blame-hash', hash.slice(0, 7)),
      piece('blame-author', author.name),
      piece('blame-age', repoWords.age(author.seconds, Date.now() / 1000)),
    )
    return box
  }
}

function piece(name: string, text: string): HTMLElement {
  const element = document.createElement('span')
  element.className = name
  element.textContent = text
  return element
}

function markerAt(view: EditorView, at: number): BlameMarker | null {
  const line = view.state.doc.lineAt(at)
  let found: BlameMarker | null = null
  view.state.field(markers).between(line.from, line.from, (_from, _to, marker) => {
    found = marker
    return false
  })
  return found
}
