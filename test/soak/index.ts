/** `npm run soak`: photos with faults, kills, opens and a large batch, bounded in time, going on where it was ended. */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { record } from '../bench/record'
import { soakMutants } from './mutants'
import { serveOpens } from './opener'
import { State, type Found } from './state'
import { soakBatch, soakKills, soakOpens } from './work'

const { values } = parseArgs({
  options: {
    root: { type: 'string' },
    child: { type: 'boolean', default: false },
    anew: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '30' },
    seeds: { type: 'string', default: '80' },
    kills: { type: 'string', default: '200' },
    opens: { type: 'string', default: '500' },
    photos: { type: 'string', default: '1000' },
  },
})

function tableOf({ mutants, kills, opens, batch }: Found): string {
  const outcomes = Object.entries(mutants.outcomes).sort(([, a], [, b]) => b - a).map(([code, count]) => `${count} ${code}`) // prettier-ignore
  const rows = [
    ['what', 'how many', 'found'],
    ['---', '---', '---'],
    ['mutants of photos', `${mutants.opens} over ${mutants.seeds} seeds`, `${mutants.crashes} crashes, ${mutants.internal} without a code, ${mutants.slow} over 5 s, slowest ${(mutants.slowestMs / 1000).toFixed(2)} s: ${outcomes.join(', ')}`], // prettier-ignore
    [
      'kills of a batch',
      `${kills.done}, ${kills.met} while it ran`,
      `${kills.half} half files, ${kills.parts} temporary files after the next start`,
    ],
    ['opens', opens === null ? 'not done' : String(opens.done), opens === null ? '' : `${(opens.bytesEach / 1024).toFixed(1)} KB stay of each, ${opens.descriptors} descriptors of all`], // prettier-ignore
    ['a batch', batch === null ? 'not done' : String(batch.done + batch.failed), batch === null ? '' : `${batch.done} done, ${batch.failed} coded rows, ${batch.outputs} outputs; at most ${batch.earlyMegabytes} MB over the first fifth, ${batch.mostMegabytes} MB over all`], // prettier-ignore
  ]
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function isSound({ mutants, kills, opens, batch }: Found): boolean {
  const isFlat = opens === null || (opens.bytesEach < 20 * 1024 && opens.descriptors <= 0)
  const isWhole = batch === null || batch.outputs === batch.done
  return mutants.crashes + mutants.internal + mutants.slow + kills.half + kills.parts === 0 && isFlat && isWhole
}

async function soak(root: string): Promise<void> {
  const load = loadavg()[0]!
  const state = new State(root, values.anew)
  const until = Date.now() + Number(values.minutes) * 60_000
  if (state.value.opens?.done !== Number(values.opens)) await soakOpens(root, state, Number(values.opens))
  const { batch } = state.value
  if (Date.now() < until && (batch === null || batch.done + batch.failed !== Number(values.photos)))
    await soakBatch(root, state, Number(values.photos))
  await soakKills(root, state, until, Number(values.kills))
  await soakMutants(root, __filename, state, until, Number(values.seeds))
  const table = tableOf(state.value)
  process.stdout.write(`${table}\n`)
  if (values.record) await record(root, 'soak', 'npm run soak', table, load)
  const isAll = state.value.mutants.seeds >= Number(values.seeds) && state.value.kills.done >= Number(values.kills)
  if (!isAll) process.stderr.write('The time is up: the same command goes on.\n')
  process.exitCode = isSound(state.value) ? 0 : 1
}

if (values.root === undefined) throw new Error('soak: --root is the folder of the project')
void (values.child ? serveOpens(values.root) : soak(values.root))
