'use strict'

/* eslint-disable @typescript-eslint/no-require-imports -- Electron loads its default application as CommonJS */

// Stands in for Electron's own default application, which a packaged runtime lacks: starts the application whose folder
// is the first argument that is no flag, the way `electron <folder>` does.

const { app } = require('electron')
const fs = require('node:fs')
const Module = require('node:module')
const path = require('node:path')

function readArguments() {
  const preloads = []
  for (let i = 1; i < process.argv.length; i++) {
    const argument = process.argv[i]
    if (argument === '-r' || argument === '--require') preloads.push(process.argv[++i])
    else if (!argument.startsWith('-')) return { folder: path.resolve(argument), preloads }
  }
  return { folder: undefined, preloads }
}

const { folder, preloads } = readArguments()
if (folder === undefined) {
  process.stderr.write('Usage: electron <folder of the application> [its arguments]\n')
  app.exit(1)
} else {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  app.setAppPath(folder)
  app.setName(manifest.productName ?? manifest.name)
  app.setVersion(manifest.version)
  app.setDesktopName?.(manifest.desktopName ?? `${app.getName()}.desktop`)
  for (const preload of preloads) require(path.resolve(preload))
  // As the main module, so that `require.main === module` holds in the application as it does under Electron's own.
  Module._load(path.join(folder, manifest.main), null, true)
}
