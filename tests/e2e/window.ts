/** What a person does in a window, by the names that are read out. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Waits for the editor, then opens a scene through the palette. */
export async function openScene(page: Page, name: string): Promise<void> {
  await page.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
  await palette(page, `/${name}`)
  await sceneTree(page).waitFor()
}

/** Types into the palette and takes the first result. */
export async function palette(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await pickFirst(page, 'Find a node, a scene, a command', text)
}

/** Types into a dialog that picks, takes the first result, and waits until it has gone. */
export async function pickFirst(page: Page, title: string, text: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: title })
  await dialog.getByRole('combobox').fill(text)
  await dialog.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await dialog.waitFor({ state: 'detached' })
}

/** Runs a command by its title. */
export function run(page: Page, title: string): Promise<void> {
  return palette(page, `>${title}`)
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

/** Waits for a node that may be out of view: looks for it in the search of the tree. */
export async function expectNode(page: Page, name: string): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Search nodes' })
  await search.fill(name)
  await node(page, name).waitFor()
  await search.fill('')
}

/** Goes to a node by the keyboard alone: the palette finds it, the tree gets the focus. */
export async function goTo(page: Page, name: string): Promise<void> {
  await palette(page, `#${name}`)
  await node(page, name).and(page.locator('[aria-selected="true"]')).waitFor()
  await sceneTree(page).focus()
}

/** What the title bar says about the state of the work. */
export function state(page: Page): Locator {
  return page.getByRole('banner').getByRole('status')
}

/** Adds a node of this type under another, and gives it a name. */
export async function addNode(page: Page, parent: string, type: string, name: string): Promise<void> {
  await goTo(page, parent)
  await page.keyboard.press('Control+Enter')
  await pickFirst(page, 'Add a node', type)
  await rename(page, name)
}

/** Renames what is selected. */
export async function rename(page: Page, name: string): Promise<void> {
  await sceneTree(page).press('F2')
  await page.getByRole('textbox', { name: 'Node name' }).fill(name)
  await page.keyboard.press('Enter')
  await node(page, name).waitFor()
}

/** Shares the open project through a relay and answers a link to it, as the popover gives it. */
export async function share(page: Page, relay: string): Promise<string> {
  await page.getByRole('button', { name: 'Share' }).click()
  const panel = page.getByRole('dialog', { name: 'Share' })
  await panel.getByRole('textbox', { name: 'Relay address or link' }).fill(relay)
  await panel.getByRole('button', { name: 'Use it' }).click()
  await panel.getByRole('button', { name: 'Create link' }).click()
  const link = await panel.getByRole('textbox', { name: 'Link', exact: true }).inputValue()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  return link
}

/** Joins from the first screen. */
export async function join(page: Page, name: string, link: string, folder: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Name or initials' }).fill(name)
  await page.getByRole('textbox', { name: 'Join link' }).fill(link)
  await page.getByRole('textbox', { name: 'Folder for the project' }).fill(folder)
  await page.getByRole('button', { name: 'Join', exact: true }).click()
  await page.getByRole('treegrid', { name: 'Files of the project' }).waitFor()
}

/** Waits until the title bar says this. */
export async function expectState(page: Page, text: string | RegExp): Promise<void> {
  await expect.poll(() => state(page).textContent(), { timeout: 30_000 }).toMatch(text)
}
