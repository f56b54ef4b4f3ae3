export { GitCompareTab } from './compare-tab.tsx'
export { GitFileTab } from './file-tab.tsx'
export { GitDiffTab, gitTabName } from './pair-tab.tsx'
