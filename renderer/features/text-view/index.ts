export { FaultView, TextView } from './text-view.tsx'
