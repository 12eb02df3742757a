/** What each call of the contract does. The gate (main/ipc/gate.ts) has checked sender and request before. */
import { type Parts, closePhoto, openWindow } from './parts'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { app, nativeTheme, shell } from 'electron'
import type { Grant } from '../../contract/contract'
import { ChromapatchError } from '../../contract/errors'
import { Comparisons } from '../files/comparisons'
import { passThrough } from './pass-through'
import { chartHandlers } from './chart-handlers'
import { comparisonHandlers } from './comparison-handlers'
import { connectPixels } from '../engine-host/engine-process'

import { exportHandlers } from './export-handlers'
import { readPicture, writeText, PASTED_NAME } from '../files/clipboard'
import { reportOf } from '../log'
import { askForPhotos } from '../files/dialogs'

import type { Handlers } from '../ipc/gate'

import { recipeHandlers } from './recipe-handlers'

import { workspaceHandlers } from './workspace-handlers'

const SAMPLE = 'painting.jpg'
const SAMPLE_PAIR = ['spot-before.png', 'spot-after.png']

export function makeHandlers(parts: Parts): Handlers {
  const { windows, grants, documents, jobs, host, settings, recent, menu, smoke } = parts

  const comparisons = new Comparisons(documents)

  return {
    hello: (_, { window }) => {
      const again = takeBackPhotos(parts, window)
      const asked = windows.greet(window)
      const contents = windows.find(window)?.webContents
      if (contents) connectPixels(host, contents)
      if (host.trouble) windows.send(window, 'engine', { state: host.trouble, lost: [] })
      const { preferences } = settings.value
      const sample = again.length === 0 && asked.offered.length === 0 && !asked.pair
      return { version: app.getVersion(), platform: process.platform, settings: preferences, again, ...asked, sample }
    },
    painted: ({ document }, { window }) => {
      smoke?.painted(documents.find(window, document).info)
      return {}
    },
    saveSettings: (preferences) => {
      settings.update({ preferences })
      nativeTheme.themeSource = preferences.theme
      return {}
    },
    commandStates: ({ states }) => {
      menu.setStates(states)
      return {}
    },

    chooseFiles: async ({ many }, { window }) => {
      const paths = await askForPhotos(openWindow(windows, window), many)
      return { grants: paths.map((path) => grants.file(window, path)) }
    },
    // As bytes: the sample may lie inside of the application's archive, which is no folder to export to either.
    sampleFiles: async (_, { window }) => {
      const bytes = await readFile(join(app.getAppPath(), 'assets/samples', SAMPLE))
      return { grants: [grants.bytes(window, new Uint8Array(bytes), SAMPLE)] }
    },
    samplePair: async (_, { window }) => {
      const read = async (name: string) =>
        grants.bytes(window, new Uint8Array(await readFile(join(app.getAppPath(), 'assets/samples', name))), name)
      return { grants: await Promise.all(SAMPLE_PAIR.map(read)) }
    },
    recentFiles: async (_, { window }) => {
      const present = await Promise.all(recent.paths.map((path) => isFile(path)))
      return { grants: recent.paths.filter((_path, i) => present[i]).map((path) => grants.file(window, path)) }
    },
    pasteFile: async (_, { window }) => {
      const bytes = await readPicture()
      return { grants: bytes ? [grants.bytes(window, bytes, PASTED_NAME)] : [] }
    },

    open: async ({ grant, damaged }, context) => {
      const source = grants.find(context.window, grant)
      const document = documents.nextId()
      const info = await host.call('open', { document, source, damaged }, context)
      documents.add({ document, window: context.window, source, damaged, info })
      // The window may have been closed meanwhile, with all that was open in it.
      if (!windows.has(context.window)) closePhoto(parts, document)
      else if (source.kind === 'file') recent.add(source.path)
      return info
    },
    close: ({ document }, { window }) => {
      closePhoto(parts, documents.find(window, document).document)
      return {}
    },
    copyPython: async ({ document, segmentation }, context) => {
      const { text } = await host.call('python', { document: documents.find(context.window, document).document, segmentation }, context)
      await writeText(text)
      return { lines: text.split('\n').length - 1 }
    },
    ...passThrough({ documents, comparisons, host }),
    ...exportHandlers(parts),
    ...recipeHandlers(parts),
    ...workspaceHandlers(parts),
    ...chartHandlers(parts),
    ...comparisonHandlers(parts, comparisons),
    reveal: ({ grant }, { window }) => {
      const source = grants.find(window, grant)
      if (source.kind !== 'file') throw new ChromapatchError('PHOTO_NOT_A_FILE', `“${source.name}” is not a file on this computer.`)
      shell.showItemInFolder(source.path)
      return {}
    },
    copyReport: async (error) => {
      const text = reportOf(error)
      await writeText(text)
      return { lines: text.split('\n').length - 1 }
    },
    cancel: ({ job }, { window }) => {
      jobs.cancel(window, job)
      return {}
    },
  }
}

/** A page that was loaded anew (it had crashed, say) is offered the photos that the old one had. */
function takeBackPhotos(parts: Parts, window: number): Grant[] {
  return parts.documents.of(window).map(({ document, source }) => {
    closePhoto(parts, document)
    return parts.grants.source(window, source)
  })
}

function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  )
}
