/** Starts the built application for a test, watches it, and takes it down again. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Probe } from '../../main/probe'
import type { Api } from '../../contract/contract'

export const projectRoot = resolve(import.meta.dirname, '../..')
export const photo = (name: string) => join(projectRoot, 'test/fixtures/photos', name)

declare global {
  var chromapatchProbe: Probe
  /** What the stubbed dialogs answer, in the main process. */
  var dialogAnswers: { open: string[][]; save: string[]; message: number[]; asked: unknown[] }
  interface Window {
    readonly chromapatch: Api
    violations: string[]
  }
}

export interface LaunchOptions {
  readonly photos?: readonly string[]
  /** A folder to take over from an earlier start; a fresh one otherwise. */
  readonly userData?: string
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** The model that photos begin with, where the folder is fresh: the published one unless a story is about another. */
  readonly model?: string
  /** A script that runs in the main process before the application. */
  readonly before?: string
}

export interface RunningApp {
  readonly app: ElectronApplication
  readonly page: Page
  readonly userData: string
  /** Errors that the page logged or threw. A test that provokes some takes them out with `splice`. */
  readonly errors: string[]
  /** What the next dialogs answer: paths for open, a path for save ('' cancels), a button for message boxes. */
  answerDialogs(answers: { open?: string[][]; save?: string[]; message?: number[] }): Promise<void>
  /** Options of the dialogs that were shown, in order. */
  dialogsAsked(): Promise<unknown[]>
  enginePid(): Promise<number | undefined>
  /** Content policy violations of the present page. */
  violations(): Promise<string[]>
  /** Ends the application; fails where it logged an error, broke the policy or wanted to reach a network. */
  close(options?: { keepUserData?: boolean }): Promise<void>
}

export async function launch({
  photos = [],
  userData,
  cwd,
  env: more = {},
  model = 'gaussian',
  before,
}: LaunchOptions = {}): Promise<RunningApp> {
  const executablePath = process.env['CHROMAPATCH_ELECTRON']
  if (!executablePath) throw new Error('CHROMAPATCH_ELECTRON should name the Electron executable: run the tests with `npm test`.')
  const folder = userData ?? (await mkdtemp(join(tmpdir(), 'chromapatch-e2e-')))
  await begin(folder, model)
  const env = { ...(process.env as Record<string, string>), CHROMAPATCH_USER_DATA: folder, CHROMAPATCH_TEST: '1', ...more }
  const app = await _electron.launch({
    executablePath,
    args: [...electronFlags(), ...(before ? ['-r', before] : []), projectRoot, ...photos],
    env,
    ...(cwd ? { cwd } : {}),
  })
  await stubDialogs(app)
  const errors: string[] = []
  const page = await app.firstWindow()
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  page.on('pageerror', (error) => errors.push(error.message))
  // The page may be loaded already: the script is for pages to come, the evaluation for this one.
  await page.addInitScript(collectViolations)
  await page.evaluate(collectViolations)
  // Until the window hears commands.
  await page.waitForSelector('[data-busy]', { state: 'attached' })
  // Playwright cannot look into a page that was loaded anew after a crash.
  let crashed = false
  page.once('crash', () => (crashed = true))
  const violations = async () => (crashed ? [] : await page.evaluate(() => window.violations))

  return {
    app,
    page,
    userData: folder,
    errors,
    violations,
    answerDialogs: ({ open = [], save = [], message = [] }) =>
      app.evaluate((_electron, answers) => void Object.assign(globalThis.dialogAnswers, answers), { open, save, message }),
    dialogsAsked: () => app.evaluate(() => globalThis.dialogAnswers.asked),
    enginePid: () => app.evaluate(() => globalThis.chromapatchProbe.enginePid()),
    close: async ({ keepUserData = false } = {}) => {
      try {
        const refused = await app.evaluate(() => globalThis.chromapatchProbe.refusedRequests())
        expect({ errors, violations: await violations(), refused }).toEqual({ errors: [], violations: [], refused: 0 })
      } finally {
        await app.close()
        if (!keepUserData) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
      }
    },
  }
}

/** Settings as a user would have left them. A folder that has some keeps them. */
async function begin(folder: string, model: string): Promise<void> {
  const stored = { version: 1, preferences: { model }, bounds: null, recent: [], exportFolder: null }
  const flag = 'wx'
  await writeFile(join(folder, 'settings.json'), JSON.stringify(stored), { flag }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
}

/** As `npm test` found them; alone, what Linux needs of root. */
export function electronFlags(): string[] {
  const given = process.env['CHROMAPATCH_ELECTRON_FLAGS']
  if (given !== undefined) return given.split(' ').filter((flag) => flag !== '')
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

function collectViolations(): void {
  if (window.violations !== undefined) return
  window.violations = []
  window.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective}: ${event.blockedURI}`))
}

/** Native dialogs cannot be clicked by a test; one that nobody answered is cancelled. */
async function stubDialogs(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ dialog }) => {
    const answers = (globalThis.dialogAnswers = { open: [], save: [], message: [], asked: [] })
    const ask =
      <T>(answer: () => T) =>
      (_window: unknown, options: unknown) => {
        ;(answers.asked as unknown[]).push(options)
        return Promise.resolve(answer())
      }
    const stubs = {
      showOpenDialog: ask(() => {
        const filePaths = (answers.open as string[][]).shift()
        return { canceled: filePaths === undefined, filePaths: filePaths ?? [] }
      }),
      showSaveDialog: ask(() => {
        const filePath = (answers.save as string[]).shift() ?? ''
        return { canceled: filePath === '', filePath }
      }),
      showMessageBox: ask(() => ({ response: (answers.message as number[]).shift() ?? 0, checkboxChecked: false })),
    }
    Object.assign(dialog, stubs)
  })
}
