export { TextTab } from './text-tab.tsx'
