export { MergePreviewTab } from './merge-preview-tab.tsx'
export { MergeTabName } from './merge-tab-name.tsx'
