import { inProject, projectRoot } from './setup/paths.mjs'

/**
 * Bundles a program of test/bench, and what it uses of the engine's sources, for Node: as electron-vite does it for the
 * engine, so that what is measured is what ships.
 * @param {string} entry path inside the project
 * @returns {Promise<string>} the bundle
 */
export async function bundleBench(entry) {
  const outDir = inProject('out/bench/programs')
  const name = entry
    .replace(/^test\//, '')
    .replace(/\.ts$/, '')
    .replaceAll('/', '-')
  // Only now: it may have been installed a moment ago.
  const { build } = await import('vite')
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    build: {
      ssr: inProject(entry),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      // A comparison tool that need not be installed: asked for when the program runs.
      rollupOptions: { external: ['odiff-bin'], output: { format: 'cjs', entryFileNames: `${name}.cjs` } },
    },
  })
  return inProject('out/bench/programs', `${name}.cjs`)
}
