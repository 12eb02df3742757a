/**
 * The native menu, made from the commands. A click only says to the page which command was chosen:
 * what commands do is written once, in the page. Keys without a modifier are shown, never
 * registered, or nobody could type an "m".
 */
import { app, Menu, type MenuItemConstructorOptions as Options } from 'electron'
import { basename } from 'node:path'
import { commands, isMenuKey, type Command, type MenuName } from '../../contract/commands'

export interface CommandState {
  readonly id: string
  readonly enabled: boolean
  readonly checked: boolean
}

export interface MenuActions {
  readonly command: (id: string) => void
  readonly recent: () => readonly string[]
  readonly openRecent: (path: string) => void
  readonly clearRecent: () => void
}

const isMac = process.platform === 'darwin'
const line: Options = { type: 'separator' }

export class AppMenu {
  readonly #actions: MenuActions
  readonly #states = new Map<string, CommandState>()
  #menu: Menu | null = null

  constructor(actions: MenuActions) {
    this.#actions = actions
  }

  /** Anew, since the list of recent photos cannot be changed in place. */
  build(): void {
    this.#menu = Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' } as const] : []),
      { label: '&File', submenu: this.#fileMenu() },
      { label: '&Edit', submenu: [...this.#items('edit'), line, ...textRoles()] },
      { label: '&View', submenu: [...this.#items('view'), line, { role: 'togglefullscreen' }, ...developerItems()] },
      { label: '&Patch', submenu: this.#items('patch') },
      { label: '&Compare', submenu: this.#items('compare') },
      ...(isMac ? [{ role: 'windowMenu' } as const] : []),
      { role: 'help', label: '&Help', submenu: [...this.#items('help'), ...(isMac ? [] : [line, { role: 'about' } as const])] },
    ])
    Menu.setApplicationMenu(this.#menu)
  }

  setStates(states: readonly CommandState[]): void {
    for (const state of states) {
      this.#states.set(state.id, state)
      this.#show(state.id)
    }
  }

  #show(id: string): void {
    const item = this.#menu?.getMenuItemById(id)
    const state = this.#states.get(id)
    if (!item || !state) return
    if (item.enabled !== state.enabled) item.enabled = state.enabled
    if (item.type === 'checkbox' && item.checked !== state.checked) item.checked = state.checked
  }

  #fileMenu(): Options[] {
    const items = this.#items('file')
    const afterOpen = items.findIndex((item) => item.type === 'separator')
    return [
      ...items.slice(0, afterOpen),
      this.#recentMenu(),
      ...items.slice(afterOpen),
      ...(isMac ? [] : [line, { role: 'quit' } as const]),
    ]
  }

  #recentMenu(): Options {
    const paths = this.#actions.recent()
    const photos: Options[] = paths.map((path) => ({
      // Menus read "&" as the mark of an access key, and show no line breaks.
      label: basename(path).replaceAll('&', '&&').replace(/\s+/g, ' ').slice(0, 80),
      click: () => this.#actions.openRecent(path),
    }))
    const clear: Options = { label: 'Clear List', click: () => this.#actions.clearRecent() }
    return { id: 'file.recent', label: 'Open Recent', enabled: paths.length > 0, submenu: [...photos, line, clear] }
  }

  #items(menu: MenuName): Options[] {
    const own: readonly Command[] = commands.filter((command) => command.menu === menu)
    return own.flatMap((command, i) => {
      const previous = own[i - 1]
      return previous && previous.group !== command.group ? [line, this.#item(command)] : [this.#item(command)]
    })
  }

  #item({ id, title, keys, ticked }: Command): Options {
    const state = this.#states.get(id)
    return {
      id,
      label: title,
      enabled: state?.enabled ?? true,
      ...(ticked ? { type: 'checkbox', checked: state?.checked ?? false } : {}),
      ...accelerator(keys),
      click: () => {
        // A tick follows what the page says, not the click.
        this.#show(id)
        this.#actions.command(id)
      },
    }
  }
}

function accelerator(keys: string | null): Options {
  if (keys === null) return {}
  if (isMenuKey(keys)) return { accelerator: keys }
  // macOS registers whatever it shows.
  return isMac ? {} : { accelerator: keys === '+' ? 'Plus' : keys, registerAccelerator: false }
}

/** For text fields: the page has none of its own. */
function textRoles(): Options[] {
  return [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }]
}

function developerItems(): Options[] {
  return app.isPackaged ? [] : [line, { role: 'toggleDevTools' }]
}
