/** The colours of the canvas, taken from the custom properties of the theme in force. */

export interface Palette {
  readonly viewport: string
  readonly chrome: string
  readonly grid: string
  readonly gridStrong: string
  readonly line: string
  readonly lineStrong: string
  readonly text: string
  readonly textSecond: string
  readonly textThird: string
  readonly accent: string
  readonly accentFill: string
  readonly onAccent: string
  readonly light: string
  readonly change: Readonly<Record<'added' | 'removed' | 'changed' | 'moved', string>>
  readonly family: Readonly<Record<'2d' | '3d' | 'ui' | 'other', string>>
  readonly people: readonly string[]
  readonly onPerson: string
  readonly fontUi: string
  readonly fontMono: string
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element)
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    viewport: read('viewport'),
    chrome: read('chrome'),
    grid: read('grid'),
    gridStrong: read('grid-strong'),
    line: read('line'),
    lineStrong: read('line-strong'),
    text: read('text'),
    textSecond: read('text-second'),
    textThird: read('text-third'),
    accent: read('accent'),
    accentFill: read('accent-fill'),
    onAccent: read('on-accent'),
    light: read('changed'),
    change: { added: read('added'), removed: read('removed'), changed: read('changed'), moved: read('moved') },
    family: { '2d': read('family-2d'), '3d': read('family-3d'), ui: read('family-ui'), other: read('family-other') },
    people: Array.from({ length: 10 }, (_, i) => read(`person-${i}`)),
    onPerson: read('on-person'),
    fontUi: read('font-ui'),
    fontMono: read('font-mono'),
  }
}

/** Calls when the theme may have changed: the attribute on the root, or the system's wish. */
export function onDidChangeTheme(listener: () => void): () => void {
  const observer = new MutationObserver(listener)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] })
  const system = matchMedia('(prefers-color-scheme: dark)')
  system.addEventListener('change', listener)
  return () => {
    observer.disconnect()
    system.removeEventListener('change', listener)
  }
}
