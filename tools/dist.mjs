import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { unknownFuses } from './package/fuses.mjs'
import { thirdPartyNotices } from './package/notices.mjs'
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { inProject, projectRoot } from './setup/paths.mjs'
import { SetupError, runTool } from './setup/processes.mjs'
import { ensureRuntime } from './setup/runtime.mjs'

// npm run dist                    the packaged application, unpacked, in dist/
// npm run dist -- --installers    the installers that electron-builder.yml names for this platform

await runTool(async () => {
  const installers = process.argv.includes('--installers')
  await ensureDependencies()
  const runtime = await ensureRuntime()
  if (installers && !runtime.shippable) {
    throw new SetupError(`Installers need an official Electron: version ${runtime.version} serves development and tests alone.`)
  }
  await ensureBuild()
  await mkdir(inProject('out'), { recursive: true })
  await writeFile(inProject('out/THIRD-PARTY-NOTICES.txt'), await thirdPartyNotices(runtime.folder))

  const missingFuses = await unknownFuses(runtime.executable)
  const { build } = await import('electron-builder')
  await build({
    projectDir: projectRoot,
    dir: !installers,
    publish: 'never',
    config: {
      electronDist: runtime.folder,
      electronVersion: runtime.version,
      afterExtract: (context) => adapt(context, missingFuses),
    },
  })
  if (!runtime.shippable) console.error('Made with the development runtime: good for trying the package, not for handing it on.')
  return 0
})

/**
 * Between copying Electron and packing the application: takes away what only development needs, and asks for no fuse
 * that this Electron is too old to have.
 * @param {import('electron-builder').AfterPackContext} context
 * @param {string[]} missingFuses
 */
async function adapt({ appOutDir, packager }, missingFuses) {
  for (const file of ['prepared.json', 'resources/default_app.asar']) await rm(path.join(appOutDir, file), { force: true })
  for (const name of missingFuses) {
    console.error(`Electron ${packager.config.electronVersion} is too old for the fuse ${name}: it stays unset.`)
    Object.assign(packager.config.electronFuses ?? {}, { [name.charAt(0).toLowerCase() + name.slice(1)]: undefined })
  }
}
