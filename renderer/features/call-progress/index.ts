export { CallProgress } from './call-progress.tsx'
