/** A series on more than one machine: the table and all outputs are those of one, byte for byte. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromapatch, program } from '../cli/run'
import { root } from '../engine/harness'
import { makeLeaves } from '../fixtures/make-leaves'

const scripts = join(root, 'assets', 'cluster')
const slurm = (verb: string) => run(join(root, 'test', 'cluster', 'slurm.sh'), [verb, join(folder, 'slurm')])
const has = (...commands: string[]) => commands.every((each) => spawnSync('sh', ['-c', `command -v ${each}`]).status === 0)
const PHOTOS = 32

let folder = ''
let whole: Record<string, string> = {}
const at = (...names: string[]) => join(folder, ...names)
const environment = { ...process.env, CHROMAPATCH: `${process.execPath} ${program}` }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-cluster-'))
  mkdirSync(at('leaves'))
  const [first] = await makeLeaves(at('leaves'), PHOTOS, [5])
  const patch = ['--patch', first!.patch, '--clean', 'fill 500, drop 100']
  const leaf = at('leaves', first!.name)
  expect(await chromapatch(['learn', leaf, ...patch, '--name', 'leaf', '--out', at('leaf.json')])).toMatchObject({ code: 0 })
  expect(await chromapatch(['segment', leaf, ...patch, '--mask', at('x-mask.png'), '--recipe', at('r.json')])).toMatchObject({ code: 0 })
  await chromapatch([
    'run',
    at('r.json'),
    at('leaves'),
    '--colour',
    at('leaf.json'),
    '--out',
    at('one'),
    '--results',
    at('one', 'table.csv'),
  ])
  whole = seen(at('one'))
  expect(Object.keys(whole)).toHaveLength(PHOTOS + 1)
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function seen(of: string): Record<string, string> {
  const files = readdirSync(of).filter((name) => !name.startsWith('.'))
  return Object.fromEntries(
    files.map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(of, name)))
        .digest('hex'),
    ]),
  )
}

const flags = () => ({ CHROMAPATCH_FLAGS: `--colour ${at('leaf.json')} --threads 1 --jobs 1` })
const rowsIn = (out: string) =>
  existsSync(join(out, '.chromapatch-run', 'rows')) ? readdirSync(join(out, '.chromapatch-run', 'rows')).length : 0

async function gathered(out: string): Promise<Record<string, string>> {
  expect(await chromapatch(['gather', out, '--results', join(out, 'table.csv')])).toMatchObject({ code: 0 })
  return seen(out)
}

function run(command: string, words: readonly string[], more: NodeJS.ProcessEnv = {}): string {
  const ended = spawnSync(command, words, { env: { ...environment, ...more }, cwd: folder, encoding: 'utf8' })
  if (ended.status !== 0) throw new Error(`${command} ${words.join(' ')}: ${ended.status}\n${ended.stdout}\n${ended.stderr}`)
  return ended.stdout
}

async function until(isSo: () => boolean, seconds: number, what: string): Promise<void> {
  const end = Date.now() + 1000 * seconds
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`${what} did not happen within ${seconds} s`)
    await new Promise((done) => setTimeout(done, 200))
  }
}

describe.skipIf(!has('sbatch', 'slurmctld', 'slurmd', 'munged') || process.getuid?.() !== 0)('Slurm: an array over two nodes', () => {
  const conf = () => ({ SLURM_CONF: at('slurm', 'slurm.conf'), ...flags() })
  beforeAll(() => void slurm('start'), 120_000)
  afterAll(() => void slurm('stop'))

  it('one of which dies in the middle', { timeout: 400_000 }, async () => {
    const out = at('slurm-out')
    run('sbatch', ['--array=1-4', join(scripts, 'slurm-array.sh'), at('r.json'), at('leaves'), out], conf())
    await until(() => rowsIn(out) >= 2, 60, 'A first row')
    slurm('fail')
    expect(rowsIn(out)).toBeLessThan(PHOTOS)
    await until(() => run('squeue', ['-h'], conf()).trim() === '', 240, 'The end of all tasks')
    const log = readFileSync(at('slurm', 'slurmctld.log'), 'utf8')
    expect(log).toMatch(/n2 not responding, setting DOWN/)
    expect(log).toMatch(/[Rr]equeu/)
    expect(await gathered(out)).toEqual(whole)
  })
})

describe.skipIf(!has('parallel', 'sshd', 'ssh', 'ssh-keygen'))('GNU parallel: two hosts over SSH', () => {
  const hosts = ['127.0.0.2', '127.0.0.3']
  const daemons: ChildProcess[] = []
  beforeAll(async () => {
    mkdirSync(at('ssh'), { mode: 0o700 })
    mkdirSync('/run/sshd', { recursive: true })
    for (const name of ['host', 'user']) run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at('ssh', name)])
    const known = [
      `IdentityFile ${at('ssh', 'user')}`,
      'IdentitiesOnly yes',
      'StrictHostKeyChecking no',
      'UserKnownHostsFile /dev/null',
      'LogLevel ERROR',
    ]
    writeFileSync(at('ssh', 'config'), ['Host *', 'Port 2822', ...known].join('\n'))
    for (const host of hosts) {
      const settings = {
        ListenAddress: host,
        Port: 2822,
        HostKey: at('ssh', 'host'),
        AuthorizedKeysFile: at('ssh', 'user.pub'),
        PidFile: 'none',
      }
      const more = { StrictModes: 'no', UsePAM: 'no', PermitRootLogin: 'yes', PasswordAuthentication: 'no' }
      const words = Object.entries({ ...settings, ...more }).flatMap(([name, value]) => ['-o', `${name}=${value}`])
      daemons.push(spawn(run('sh', ['-c', 'command -v sshd']).trim(), ['-D', '-e', '-f', '/dev/null', ...words], { stdio: 'ignore' }))
    }
    const reached = (host: string) => spawnSync('ssh', ['-F', at('ssh', 'config'), host, 'true']).status === 0
    await until(() => hosts.every(reached), 30, 'SSH to both hosts')
  }, 60_000)
  afterAll(() => daemons.forEach((daemon) => daemon.kill()))

  it('makes the same table', { timeout: 200_000 }, async () => {
    const out = at('parallel-out')
    const ssh = { PARALLEL_SSH: `ssh -F ${at('ssh', 'config')}`, ...flags() }
    const said = run(join(scripts, 'gnu-parallel.sh'), ['4', hosts.join(','), at('r.json'), at('leaves'), out], ssh)
    expect(said.match(/done/g)).toHaveLength(8)
    expect(await gathered(out)).toEqual(whole)
  })
})

describe.skipIf(!has('snakemake'))('Snakemake', () => {
  it('makes the same table', { timeout: 200_000 }, async () => {
    const config = [`colour=${at('leaf.json')}`, `photos=${at('leaves')}`, `out=${at('snake-out')}`, `table=${at('snake.csv')}`, 'parts=3']
    run('snakemake', ['-s', join(scripts, 'Snakefile'), '--cores', '2', '--quiet', '--config', ...config])
    expect(readFileSync(at('snake.csv'))).toEqual(readFileSync(at('one', 'table.csv')))
  })
})
