import { readFile, rm, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'

import { ensureDependencies } from './setup/dependencies.mjs'
import { inProject, projectRoot } from './setup/paths.mjs'
import { runTool } from './setup/processes.mjs'

// npm run help               writes the help pages from the declarations of the operations
// npm run help -- --check    fails where what is written is not what the declarations say

const page = 'assets/help/operations.md'

await runTool(async () => {
  await ensureDependencies()
  const made = await makePages()
  if (!process.argv.includes('--check')) {
    await writeFile(inProject(page), made)
    return 0
  }
  const written = await readFile(inProject(page), 'utf8').catch(() => '')
  if (written === made) return 0
  console.error(`${page} is not what the declarations in core/models say: run \`npm run help\`.`)
  return 1
})

/** Bundles the declarations and asks them; formatted as every Markdown file here. */
async function makePages() {
  const { build } = await import('vite')
  const { format, resolveConfig } = await import('prettier')
  const outDir = inProject('out/help')
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    build: {
      ssr: inProject('core/models/help.ts'),
      outDir,
      target: 'node20',
      rollupOptions: { output: { format: 'es', entryFileNames: 'help.mjs' } },
    },
  })
  try {
    const { helpMarkdown } = await import(pathToFileURL(inProject('out/help/help.mjs')).href)
    const file = inProject(page)
    return await format(helpMarkdown(), { ...(await resolveConfig(file)), filepath: file })
  } finally {
    await rm(outDir, { recursive: true, force: true })
  }
}
