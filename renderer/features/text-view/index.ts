export { FaultView } from './text-view.tsx'
