export {
  isImagePath,
  isScenePath,
  kindOfPath,
  projectPath,
  repositoryPath,
  signOfStatus,
  splitPath,
} from './change-look.ts'
export { doIt, type GitParts, tellOutcome, tryIt } from './do-it.ts'
export { shortOf, subjectOf } from './doing-words.ts'
export { FileList } from './file-list.tsx'
export { GitDialogs } from './git-dialogs.tsx'
export { operationWords } from './operation-words.ts'
export { useNow } from './use-now.ts'
export { useOpenRepo, useRefs, useRepoCall } from './use-repo.ts'
