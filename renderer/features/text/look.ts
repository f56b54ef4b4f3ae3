/** The editor in the colours of the window: from the tokens, so that both themes follow by themselves. */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--viewport)', color: 'var(--text)', fontSize: 'var(--size-mono)' },
  '&.cm-focused': { outline: '1px solid var(--accent)', outlineOffset: '-1px' },
  '.cm-content:focus-visible': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '18px' },
  '.cm-content': { caretColor: 'var(--accent)', padding: '4px 0' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--accent)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selected)',
  },
  '.cm-gutters': { backgroundColor: 'var(--viewport)', color: 'var(--text-third)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '40px', padding: '0 12px 0 8px' },
  '&[data-blame=none] .cm-blame': { display: 'none' },
  '.cm-blame': { borderRight: '1px solid var(--line)', cursor: 'pointer', minWidth: '210px' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--field) 60%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: 'var(--text)' },
  '.cm-matchingBracket': { backgroundColor: 'transparent', outline: '1px solid var(--line-strong)' },
  '.cm-searchMatch': { backgroundColor: 'color-mix(in srgb, var(--changed) 30%, transparent)' },
  '.cm-searchMatch-selected': { outline: '1px solid var(--accent)' },
  '.cm-selectionMatch': { backgroundColor: 'color-mix(in srgb, var(--accent) 18%, transparent)' },
  '.cm-panels': { backgroundColor: 'var(--panel)', color: 'var(--text)', fontFamily: 'var(--font-ui)' },
  '.cm-panels-top': { borderBottom: '1px solid var(--line)' },
  '.cm-panels-bottom': { borderTop: '1px solid var(--line)' },
  '.cm-panel.cm-search, .cm-panel.cm-gotoLine': { padding: '4px 8px', fontSize: 'var(--size-ui)' },
  '.cm-textfield': {
    height: '24px',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    backgroundColor: 'var(--field)',
    color: 'var(--text)',
  },
  '.cm-button': {
    height: '24px',
    border: '1px solid var(--line-strong)',
    borderRadius: '4px',
    backgroundImage: 'none',
    backgroundColor: 'var(--field)',
    color: 'var(--text)',
  },
  '.cm-textfield:focus-visible, .cm-button:focus-visible': { outline: '2px solid var(--accent)' },
})

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier], color: 'var(--family-3d)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--changed)' },
  { tag: [tags.number, tags.bool, tags.atom, tags.null], color: 'var(--family-ui)' },
  { tag: [tags.comment, tags.docComment], color: 'var(--text-third)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.className, tags.namespace], color: 'var(--accent)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--family-2d)' },
  { tag: [tags.definition(tags.variableName), tags.propertyName, tags.attributeName], color: 'var(--family-2d)' },
  { tag: [tags.meta, tags.annotation, tags.labelName], color: 'var(--moved)' },
  { tag: [tags.operator, tags.punctuation, tags.bracket], color: 'var(--text-second)' },
  { tag: tags.heading, color: 'var(--text)', fontWeight: '600' },
  { tag: [tags.link, tags.url], color: 'var(--accent)', textDecoration: 'underline' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strong, fontWeight: '600' },
  { tag: tags.invalid, color: 'var(--error)' },
])

export const look: Extension = [theme, syntaxHighlighting(colours)]
