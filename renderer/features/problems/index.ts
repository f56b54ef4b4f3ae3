export { Problems, useProblems } from './problems.tsx'
