/** The composition root: builds the parts, ties them together and follows the application's life. */
import { join, resolve } from 'node:path'
import { app, ipcMain, nativeTheme, protocol, session, type BrowserWindow } from 'electron'
import { connectPixels, forkEngine } from './engine-host/engine-process'
import { EngineHost } from './engine-host/host'
import { Documents } from './files/documents'
import { askBeforeClosing } from './files/dialogs'
import { removeParts, RunningExports } from './files/exports'
import { Grants } from './files/grants'
import { PreparedFiles } from './files/prepared'
import { isPairWanted, photosAmong, photosIn } from './files/photo-paths'
import { RecentFiles } from './files/recent'
import { WorkspaceFile } from './files/workspace'
import { makeHandlers } from './calls/handlers'
import { closePhoto } from './calls/parts'
import { closeNetwork, hardenContents, hardenSession } from './windows/hardening'
import { serve } from './ipc/gate'
import { noteFailure, startLog, watchPage } from './log'
import { Jobs } from './ipc/jobs'
import { AppMenu } from './windows/menu'
import { exposeProbe } from './probe'
import { declareScheme, serveBuild } from './windows/protocol'
import { PhotoBatches } from './calls/photo-batches'
import { SettingsFile } from './files/settings'
import { Smoke } from './windows/smoke'
import { isRecipe, offerRecipe } from './calls/recipe-handlers'
import { createWindow, ground } from './windows/window'
import { Windows } from './windows/windows'

const isDevelopment = !app.isPackaged
const folderOfTests = isDevelopment ? process.env['CHROMAPATCH_USER_DATA'] : undefined
const appFolder = isDevelopment ? app.getAppPath() : null

if (folderOfTests) app.setPath('userData', resolve(folderOfTests))
startLog()
const smoke = process.argv.includes('--smoke') ? new Smoke(app) : null
declareScheme(protocol)
closeNetwork(app)
hardenContents(app)

const windows = new Windows()
const grants = new Grants()
const documents = new Documents()
const jobs = new Jobs()
const exports = new RunningExports()
const prepared = new PreparedFiles(app.getPath('temp'))
const batches = new PhotoBatches()
const settings = new SettingsFile(app.getPath('userData'), (error) => windows.broadcast('failure', { ...error }))
const workspace = new WorkspaceFile(app.getPath('userData'), (error) => windows.broadcast('failure', { ...error }))
const menu = new AppMenu({
  command: (id) => {
    const window = windows.front()
    if (window) windows.send(window.webContents.id, 'command', { id })
  },
  recent: () => recent.paths,
  openRecent: (path) => void offer([path]),
  clearRecent: () => recent.clear(),
})
const recent = new RecentFiles(settings, (added) => {
  if (added === null) app.clearRecentDocuments()
  else app.addRecentDocument(added)
  menu.build()
})
const host = new EngineHost({
  fork: forkEngine,
  documents: () => documents.all(),
  abandoned: removeParts,
  started: () => windows.greeted().forEach((window) => connectPixels(host, window.webContents)),
  changed: (state, lost) => {
    for (const document of lost) documents.forget(document)
    windows.broadcast('engine', { state, lost: [...lost] })
    if (state === 'failed') smoke?.failed('the engine did not start')
  },
})

/** To the window given, else to the front one. */
async function offer(paths: readonly string[], to: BrowserWindow | null = null, argv: readonly string[] | null = null): Promise<void> {
  const files = await photosIn(paths)
  const window = to ?? windows.front()
  if (window && !window.isDestroyed()) give(window, files, argv !== null && isPairWanted(argv, paths, files.filter(isPhoto)))
}

/** Recipes are told apart by their names: they are no photos. */
const isPhoto = (path: string) => !isRecipe(path)

function give(window: BrowserWindow, files: readonly string[], pair: boolean): void {
  const { id } = window.webContents
  const photos = files.filter(isPhoto).map((path) => grants.file(id, path))
  windows.offer(id, photos, pair)
  for (const path of files.filter(isRecipe).slice(0, 1)) void offerRecipe(path, { grants, windows }, id)
}

function open(): BrowserWindow {
  const window = createWindow(settings, () => {
    smoke?.failed('the page crashed again and again')
    app.quit()
  })
  const contents = window.webContents
  const { id } = contents
  windows.add(window)
  smoke?.watch(contents)
  watchPage(contents)
  const pageIsGone = () => {
    windows.ungreet(id)
    jobs.closeWindow(id)
  }
  contents.on('did-navigate', pageIsGone)
  contents.on('render-process-gone', pageIsGone)
  window.on('close', (event) => {
    if (exports.count > 0 && !askBeforeClosing(window)) event.preventDefault()
  })
  window.on('closed', () => {
    windows.remove(id)
    jobs.closeWindow(id)
    grants.revoke(id)
    prepared.closeWindow(id)
    batches.closeWindow(id)
    for (const { document } of documents.of(id)) closePhoto({ documents, host }, document)
    host.closeWindow(id)
  })
  return window
}

function focus(window: BrowserWindow | null): void {
  if (window?.isMinimized()) window.restore()
  window?.show()
  window?.focus()
}

/** Photos that the system asked for before there was a window (macOS). */
const early: string[] = []
app.on('open-file', (event, path) => {
  event.preventDefault()
  if (windows.front()) void offer([path])
  else early.push(path)
})

async function start(): Promise<void> {
  await app.whenReady()
  nativeTheme.themeSource = settings.value.preferences.theme
  nativeTheme.on('updated', () => windows.all().forEach((window) => window.setBackgroundColor(ground())))
  hardenSession(session.defaultSession, isDevelopment)
  serveBuild(protocol, join(app.getAppPath(), 'out/renderer'))
  host.start()
  const files = { settings, workspace, recent, exports, prepared, batches }
  const handlers = makeHandlers({ windows, grants, documents, jobs, host, menu, smoke, ...files })
  const progress = (window: number, job: string, stage: string, fraction: number) =>
    windows.send(window, 'progress', { job, stage, fraction })
  serve(
    ipcMain,
    { handlers, jobs, progress, failed: (error) => [noteFailure(error), smoke?.callFailed(error)] },
    (id) => windows.has(id),
    (id, paths) => offer(paths, windows.find(id)),
  )
  menu.build()
  if (isDevelopment && process.env['CHROMAPATCH_TEST'] === '1') exposeProbe(host, documents)
  // Found before the page asks: it shows the sample where nothing was offered.
  const named = photosAmong(process.argv, appFolder, process.cwd())
  const photos = await photosIn(named)
  const asked: string[] = []
  // While they are looked for, more may come; between the last look and the window, none can.
  while (early.length > 0) asked.push(...(await photosIn(early.splice(0))))
  const window = open()
  give(window, photos, isPairWanted(process.argv, named, photos.filter(isPhoto)))
  give(window, asked, false)
}

if (!app.requestSingleInstanceLock()) {
  app.quit()
} else {
  const started = start()
  app.on('second-instance', (_, argv, workingFolder) => {
    const come = () => {
      void offer(photosAmong(argv, appFolder, workingFolder), null, argv)
      focus(windows.front())
    }
    // There may be no window yet. A start that fails ends the application.
    void started.then(come, () => undefined)
  })
  // One window: without it there is nothing to come back to, on macOS neither.
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    host.stop()
    prepared.clear()
    workspace.end()
    if (settings.isSaved && workspace.isSaved) return
    event.preventDefault()
    // Whatever comes of it: a process without a window would keep every later start from opening one.
    void Promise.allSettled([settings.flush(), workspace.flush()]).then(() => app.quit())
  })
  started.catch((thrown: unknown) => {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    if (smoke) smoke.failed(reason)
    else {
      process.stderr.write(`Chromapatch could not start: ${reason}\n`)
      app.exit(1)
    }
  })
}
