export { Outline, type OutlineProps } from './outline-view.tsx'
