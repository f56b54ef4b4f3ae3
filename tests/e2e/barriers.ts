import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Nothing that axe finds serious or critical in what the window shows now. */
export async function expectNoBarriers(page: Page): Promise<void> {
  // What floats comes and goes over a moment: contrast is that of its end.
  await page.waitForFunction(() => document.getAnimations().every(each => each.playState !== 'running'))
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${String(target)} ${failureSummary}`))
  expect(serious).toEqual([])
}
