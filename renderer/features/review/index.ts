export { Review } from './review.tsx'
export { reviewCommands } from './review-commands.ts'
export { ValueText } from './value-text.tsx'
