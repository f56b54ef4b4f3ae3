export { FaultView, Lines } from './text-view.tsx'
