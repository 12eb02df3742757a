import type { MenuItemConstructorOptions as Item } from 'electron'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { commands, isMenuKey } from '../../contract/commands'

interface Built {
  id?: string
  type?: string
  enabled: boolean
  checked: boolean
}
const electron = vi.hoisted(() => {
  const built: { template: Item[]; items: Map<string, Built> } = { template: [], items: new Map() }
  const flatten = (items: Item[]): Item[] => items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])
  const buildFromTemplate = (template: Item[]) => {
    built.template = flatten(template)
    built.items = new Map(built.template.map((item) => [item.id ?? '', item as Built]))
    return { getMenuItemById: (id: string) => built.items.get(id) ?? null }
  }
  return { built, app: { isPackaged: true }, Menu: { buildFromTemplate, setApplicationMenu: vi.fn() } }
})
vi.mock('electron', () => electron)
const { AppMenu } = await import('../../main/windows/menu')

const actions = { command: vi.fn(), recent: vi.fn(() => [] as string[]), openRecent: vi.fn(), clearRecent: vi.fn() }
const item = (id: string) => electron.built.template.find((entry) => entry.id === id)!
const click = (entry: Item) => (entry.click as () => void)()
const build = () => {
  const menu = new AppMenu(actions)
  menu.build()
  return menu
}

beforeEach(() => vi.clearAllMocks())

describe('the menu', () => {
  it('has every command once, and a click says which', () => {
    build()
    const ids = electron.built.template.map(({ id }) => id).filter((id) => id !== undefined && id !== 'file.recent')
    expect(ids.sort()).toEqual(commands.map(({ id }) => id).sort())
    click(item('file.open'))
    expect(actions.command).toHaveBeenCalledExactlyOnceWith('file.open')
  })

  it('registers no key that somebody types into a field', () => {
    build()
    const registered = electron.built.template.filter(
      ({ accelerator, registerAccelerator }) => accelerator && registerAccelerator !== false,
    )
    expect(registered.map(({ accelerator }) => accelerator)).toEqual(commands.filter(({ keys }) => isMenuKey(keys)).map(({ keys }) => keys))
    expect(item('file.open').accelerator).toBe('CmdOrCtrl+O')
  })

  it('follows what the page says, over a click and over being built anew', () => {
    const menu = build()
    menu.setStates([
      { id: 'view.mask', enabled: true, checked: true },
      { id: 'file.export', enabled: false, checked: false },
      { id: 'no.such', enabled: true, checked: true },
    ])
    expect(item('view.mask')).toMatchObject({ type: 'checkbox', checked: true })
    expect(item('file.export').enabled).toBe(false)
    item('view.mask').checked = false
    click(item('view.mask'))
    expect(item('view.mask').checked).toBe(true)
    menu.build()
    expect(item('view.mask').checked).toBe(true)
    expect(item('file.export').enabled).toBe(false)
  })

  it('lists recent photos by name, and opens them', () => {
    build()
    expect(item('file.recent').enabled).toBe(false)
    actions.recent.mockReturnValue(['/a/salt & pepper.jpg', '/b/two\nlines.jpg'])
    build()
    const [first, second] = item('file.recent').submenu as Item[]
    expect([first!.label, second!.label]).toEqual(['salt && pepper.jpg', 'two lines.jpg'])
    click(second!)
    expect(actions.openRecent).toHaveBeenCalledExactlyOnceWith('/b/two\nlines.jpg')
  })

  it('keeps the system’s own items for text fields', () => {
    build()
    expect(electron.built.template.map(({ role }) => role)).toEqual(expect.arrayContaining(['cut', 'copy', 'paste', 'selectAll']))
    expect(electron.built.template.map(({ role }) => role)).not.toContain('toggleDevTools')
  })
})
