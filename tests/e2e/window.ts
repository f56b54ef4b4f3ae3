/** What a person does in a window, by the names that are read out. */
import type { Locator, Page } from 'playwright-core'

/** Waits for the editor, then opens a scene through the palette. */
export async function openScene(page: Page, name: string): Promise<void> {
  await page.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
  await pick(page, 'Control+k', `/${name}`)
  await sceneTree(page).waitFor()
}

/** Opens a palette or picker by its keys, types, and takes the first result. */
export async function pick(page: Page, keys: string, text: string): Promise<void> {
  await page.keyboard.press(keys)
  await pickFirst(page, text)
}

export async function pickFirst(page: Page, text: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').fill(text)
  await dialog.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
}

/** Runs a command by its title. */
export function run(page: Page, title: string): Promise<void> {
  return pick(page, 'Control+Shift+k', `>${title}`)
}

export function sceneTree(page: Page): Locator {
  return page.getByRole('treegrid', { name: 'Nodes of the scene' })
}

/** The first row of the scene tree with exactly this name. */
export function node(page: Page, name: string): Locator {
  return sceneTree(page)
    .getByRole('row')
    .filter({ has: page.getByText(name, { exact: true }) })
    .first()
}

/** Goes to a node by the keyboard alone: the palette finds it, the tree gets the focus. */
export async function goTo(page: Page, name: string): Promise<void> {
  await pick(page, 'Control+k', `#${name}`)
  await node(page, name).and(page.locator('[aria-selected="true"]')).waitFor()
  await sceneTree(page).focus()
}

/** What the title bar says about the state of the work. */
export function state(page: Page): Locator {
  return page.getByRole('banner').getByRole('status')
}
