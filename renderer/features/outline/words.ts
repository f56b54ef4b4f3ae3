/** Every sentence of the outline, in one place. */

import type { Refusal } from '../../../shared/scene/geometry/write-back.ts'

export const words = {
  canvas: 'Outline of the scene',
  canvasHelp:
    'Tab goes from node to node, arrows move what is selected, F brings it into view, Escape selects nothing and lets Tab leave.',
  toolbar: 'Outline tools',
  tools: { select: 'Select', move: 'Move', rotate: 'Rotate', scale: 'Scale' },
  useTool: { select: 'Select tool', move: 'Move tool', rotate: 'Rotate tool', scale: 'Scale tool' },
  snap: 'Snap to grid',
  grid: 'Show grid',
  planes: { '2d': '2D', top: 'Top' },
  planeSwitch: 'What to show',
  mode: 'Outline',
  zoom: 'Zoom',
  zoomUnits: { '2d': '%', top: 'px/m' },
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit the whole scene',
  frame: 'Bring the selection into view',
  empty: 'Nothing to draw: this scene has no 2D or 3D nodes',
  emptyHint: 'Add one in the scene tree, and it shows here.',
  readOnly: 'You can look at this scene, but not change it.',
  following: (name: string) => `Following ${name}`,
  stopFollowing: 'Stop',
  selected: (name: string, type: string | null) => (type === null ? `${name} selected` : `${name}, ${type}, selected`),
  selectedMany: (count: number) => `${count} nodes selected`,
  nothingSelected: 'Nothing selected',
  moved: (name: string, x: string, y: string) => `${name} moved to ${x}, ${y}`,
  rotated: (name: string) => `${name} rotated`,
  scaled: (name: string) => `${name} scaled`,
  cancelled: 'Cancelled',
  refused: {
    container: 'Its container places this control. Change its size flags, or move the container.',
    inner: 'This comes from another scene. Double-click to open that one.',
    layer: 'A layer is moved by its offset in the inspector.',
    noTransform: 'This node has no place of its own.',
    flatParent: 'Something above it has a scale of zero, so it cannot be moved here.',
  } satisfies Record<Refusal, string>,
  gesture: {
    move: (what: string) => `Move ${what}`,
    rotate: (what: string) => `Rotate ${what}`,
    scale: (what: string) => `Scale ${what}`,
  },
  several: (count: number) => `${count} nodes`,
}
