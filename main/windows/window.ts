/** One window: how it looks before the page does, where it was last time, and what happens when its page dies. */
import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen, type WebPreferences } from 'electron'
import { START_PAGE } from './protocol'
import type { SettingsFile, Stored } from '../files/settings'

const SIZE = { width: 1440, height: 900 }
const SIZE_MIN = { minWidth: 900, minHeight: 600 }
/** The ground of either theme (renderer/styles), so that nothing flashes before the first frame. */
const GROUND = { dark: '#1b1b1b', light: '#dcdcdc' }
/** A page that dies again and again is not loaded for ever. */
const RELOADS_MAX = 3
const RELOADS_WINDOW = 60_000

export const webPreferences = (): WebPreferences => ({
  preload: join(app.getAppPath(), 'out/preload/index.cjs'),
  sandbox: true,
  contextIsolation: true,
  webSecurity: true,
  nodeIntegration: false,
  nodeIntegrationInSubFrames: false,
  nodeIntegrationInWorker: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  devTools: !app.isPackaged,
})

export function ground(): string {
  return nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light
}

/** `gaveUp`: the page died too often. */
export function createWindow(settings: SettingsFile, gaveUp: (window: BrowserWindow) => void): BrowserWindow {
  const { bounds } = settings.value
  const window = new BrowserWindow({
    ...SIZE,
    ...SIZE_MIN,
    ...(bounds && isOnScreen(bounds) ? { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height } : {}),
    title: 'Chromapatch',
    show: false,
    backgroundColor: ground(),
    ...(process.platform === 'linux' ? { icon: join(app.getAppPath(), 'assets/icon.png') } : {}),
    webPreferences: webPreferences(),
  })
  if (bounds?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  rememberBounds(window, settings)
  reloadAfterCrash(window, gaveUp)
  void window.loadURL(START_PAGE).catch(() => undefined) // `did-fail-load` says the same to who listens.
  return window
}

function rememberBounds(window: BrowserWindow, settings: SettingsFile): void {
  const remember = () => {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return
    settings.update({ bounds: { ...window.getNormalBounds(), maximized: window.isMaximized() } })
  }
  window.on('resize', remember)
  window.on('move', remember)
  window.on('maximize', remember)
  window.on('unmaximize', remember)
}

/** A screen may be gone since: enough of the title bar must be within reach. */
function isOnScreen(bounds: NonNullable<Stored['bounds']>): boolean {
  if (bounds.width < SIZE_MIN.minWidth || bounds.height < SIZE_MIN.minHeight) return false
  return screen.getAllDisplays().some(({ workArea: area }) => {
    const across = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x)
    return across >= 200 && bounds.y >= area.y - 10 && bounds.y < area.y + area.height - 50
  })
}

function reloadAfterCrash(window: BrowserWindow, gaveUp: (window: BrowserWindow) => void): void {
  let times: number[] = []
  window.webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const now = Date.now()
    times = [...times.filter((time) => now - time < RELOADS_WINDOW), now]
    if (times.length > RELOADS_MAX) gaveUp(window)
    // Within the event the old process is still being taken down.
    else setImmediate(() => !window.isDestroyed() && window.webContents.reload())
  })
}
