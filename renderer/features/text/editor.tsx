/** The editor of one text: CodeMirror over the shared document. A chunk of its own, fetched with the first text. */
import { defaultKeymap, indentWithTab } from '@codemirror/commands'
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language'
import { gotoLine, highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { Compartment, EditorState } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { type ReactElement, useEffect, useRef } from 'react'
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next'
import { useApp, useShell } from '../../commands/app-context.tsx'
import type { TextPlace } from '../../commands/shell-store.ts'
import { showCommit } from '../../commands/show-commit.ts'
import type { TextSession } from '../../session/texts.ts'
import { shownValue } from '../../session/use-call.ts'
import { fileWords } from '../../text/files.ts'
import { useBlame } from '../blame/index.ts'
import { blameGutter, setBlame } from './blame-gutter.ts'
import { languageOf } from './languages.ts'
import { look } from './look.ts'
import { others } from './others.ts'

/** The page lets in styles that carry this; the host writes it into each page anew. */
function pageNonce(): string {
  return document.querySelector('meta[property="csp-nonce"]')?.getAttribute('content') ?? ''
}

export default function TextEditor({ session }: { readonly session: TextSession }): ReactElement {
  const { app, shell, notices } = useApp()
  const box = useRef<HTMLDivElement>(null)
  const shown = useRef<EditorView>(null)
  const place = useShell(state => (state.textPlace?.path === session.path ? state.textPlace.place : null))
  useEffect(() => {
    const parent = box.current
    if (parent === null) return
    const language = new Compartment()
    const { text } = session.document
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text.toJSON(),
        extensions: [
          // The document's own: what is left of other line endings is a character like any other (TXT2).
          EditorState.lineSeparator.of('\n'),
          EditorView.cspNonce.of(pageNonce()),
          EditorState.readOnly.of(!session.canWrite),
          EditorState.tabSize.of(4),
          indentUnit.of(session.path.endsWith('.gd') ? '\t' : '  '),
          EditorView.contentAttributes.of({
            'aria-label': fileWords.textOf(session.path),
            spellcheck: 'false',
            tabindex: '0',
          }),
          blameGutter(hash => showCommit(shell, hash)),
          lineNumbers(),
          highlightActiveLineGutter(),
          highlightActiveLine(),
          // A caret that stands: nothing moves in this window by itself.
          drawSelection({ cursorBlinkRate: 0 }),
          bracketMatching(),
          indentOnInput(),
          search({ top: true }),
          highlightSelectionMatches(),
          keymap.of([
            ...yUndoManagerKeymap,
            ...searchKeymap,
            { key: 'Alt-g', run: gotoLine },
            ...defaultKeymap,
            indentWithTab,
          ]),
          yCollab(text, null, { undoManager: session.undo }),
          others(session, app.people),
          language.of([]),
          look,
        ],
      }),
    })
    let isThere = true
    languageOf(session.path).then(
      found => isThere && view.dispatch({ effects: language.reconfigure(found) }),
      (error: unknown) => notices.error(error),
    )
    view.focus()
    shown.current = view
    return () => {
      isThere = false
      shown.current = null
      view.destroy()
    }
  }, [session, app, shell, notices])
  const isBlaming = useShell(state => state.git.isBlaming)
  const asked = useBlame(session.path, isBlaming)
  const blame = isBlaming ? shownValue(asked.state) : null
  useEffect(() => {
    shown.current?.dispatch({ effects: setBlame.of(blame) })
  }, [blame])
  // After the editor is there, and again for each place that is asked for.
  useEffect(() => {
    if (place === null || shown.current === null) return
    goTo(shown.current, place)
    shell.setState({ textPlace: null })
  }, [place, shell])
  return <div ref={box} className="text-editor" data-scope="text" />
}

/** A place that the text has lost since is its nearest one. */
function goTo(view: EditorView, { line, column }: TextPlace): void {
  const found = view.state.doc.line(Math.min(line, view.state.doc.lines))
  const at = Math.min(found.from + column - 1, found.to)
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) })
  view.focus()
}
