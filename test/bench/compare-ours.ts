/** Our comparison by the engine's own path, as the window and the command line ask for it: once it is warm, and in an engine newly started. */
import { basename, join } from 'node:path'
import { EngineService } from '../../main/engine/service'
import type { Comparison } from '../../contract/comparison'
import { quiet } from './engine'
import { median, quantile, timed, type Contestant } from './measure'
import type { MadePair } from './pairs'

const OPTIONS = { align: 'auto', manual: null, light: 'global', sensitivity: 7, minArea: 0, ignored: [] } as const
const FIRST_RUNS = 5

export interface Spread {
  readonly ms: number
  readonly low: number
  readonly high: number
  readonly runs: number
}

const start = (root: string, threads: number) => new EngineService({ workerFile: join(root, 'out/main/worker.cjs'), threads })

async function open(engine: EngineService, made: MadePair): Promise<void> {
  const files = [['d1', made.before], ['d2', made.after]] as const // prettier-ignore
  await Promise.all(
    files.map(([document, path]) =>
      engine.call('open', { document, source: { kind: 'file', path, name: basename(path) }, damaged: false }, quiet),
    ),
  )
}

const compare = async (engine: EngineService): Promise<Comparison> =>
  await engine.call('compare', { comparison: 'c1', before: 'd1', after: 'd2', options: { ...OPTIONS, ignored: [] } }, quiet)

/** Both photos are open, and the comparison has been made before. */
export async function warm(root: string, made: MadePair, threads: number) {
  const engine = start(root, threads)
  await open(engine, made)
  let last: Comparison | null = null
  const work = async () => {
    last = await compare(engine)
    return last.regions.length
  }
  const contestant: Contestant = { work: 'compare', who: 'chromapatch', threads, run: () => timed(work) }
  return { contestant, found: () => last!, close: () => engine.close() }
}

/** The first comparison of an engine that was just started, and the same from the two files on; each run in an engine of its own. */
export async function first(root: string, made: MadePair, threads: number): Promise<{ compared: Spread; fromFiles: Spread }> {
  const [compared, fromFiles]: [number[], number[]] = [[], []]
  for (let run = 0; run < FIRST_RUNS; run++) {
    const begun = performance.now()
    const engine = start(root, threads)
    await open(engine, made)
    const opened = performance.now()
    await compare(engine)
    const listed = performance.now()
    compared.push(listed - opened)
    fromFiles.push(listed - begun)
    await engine.close()
  }
  return { compared: spread(compared), fromFiles: spread(fromFiles) }
}

const spread = (times: readonly number[]): Spread => ({
  ms: median(times),
  low: quantile(times, 0.1),
  high: quantile(times, 0.9),
  runs: times.length,
})
