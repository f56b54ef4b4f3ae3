/** The reality that goes with a branch when that is deleted. (RTY21) */
import { z } from 'zod'
import { fileDifference } from './history.ts'
import { realityId } from './realities.ts'

export const branchReality = z.object({
  id: realityId,
  name: z.string(),
  /** What would be, or was, only there. It can be brought back. */
  onlyThere: z.array(fileDifference),
})
export type BranchReality = z.infer<typeof branchReality>
