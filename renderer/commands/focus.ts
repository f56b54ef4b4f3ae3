/** Going to a part of the window by keyboard. */
export type Part = 'scene' | 'files' | 'inspector' | 'outline' | 'scene-search'

const targets: Readonly<Record<Part, string>> = {
  scene: '[data-scope~="scene"][role="treegrid"]',
  files: '[data-scope~="files"][role="treegrid"]',
  inspector: '[data-part="inspector"] :is(input, button, [tabindex="0"]):not([disabled])',
  outline: '[data-scope~="outline"], .outline [tabindex="0"]',
  'scene-search': '.scene-tree-search input',
}

/** After what is being closed has gone. */
export function focusPart(part: Part): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(targets[part])?.focus())
}
