/** The native menu and the window say the same. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch, type RunningApp } from '../app'
import { settled } from '../window'

let running: RunningApp
beforeAll(async () => {
  running = await launch()
  await settled(running.page)
})
afterAll(() => running.close())

/** As a user's click does; a native menu cannot be clicked by a test. */
const choose = (id: string) => running.app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()!.getMenuItemById(item)!.click(), id)
const state = (id: string) =>
  running.app.evaluate(({ Menu }, item) => {
    const { enabled, checked } = Menu.getApplicationMenu()!.getMenuItemById(item)!
    return { enabled, checked }
  }, id)

it('a command of the menu does what it says, and the menu is ticked accordingly', async () => {
  await choose('workspace.compare')
  await expect.poll(() => state('workspace.compare')).toEqual({ enabled: true, checked: true })
  expect((await state('workspace.mask')).checked).toBe(false)
  await choose('workspace.mask')
  await expect.poll(() => state('workspace.mask')).toEqual({ enabled: true, checked: true })
})

it('the theme of the menu is the theme of the system’s own parts, and is remembered', async () => {
  await choose('theme.light')
  await expect.poll(() => running.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('light')
  await expect.poll(() => state('theme.light')).toEqual({ enabled: true, checked: true })
  await running.close({ keepUserData: true })
  running = await launch({ userData: running.userData })
  expect(await running.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('light')
  await settled(running.page)
})

it('a command that cannot be used is grey', async () => {
  await expect.poll(() => state('file.close')).toMatchObject({ enabled: true })
  await choose('file.close')
  await expect.poll(() => state('file.export')).toMatchObject({ enabled: false })
})
