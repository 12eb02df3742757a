import { apt, isRoot, onPath } from './system.mjs'
import { collect } from './processes.mjs'

/** Debian's packages of what the tests compare with. They belong to Debian's own Python. */
const packages = ['python3-numpy', 'python3-opencv']
const pythons = [process.env.CHROMAPATCH_PYTHON, '/usr/bin/python3', 'python3', 'python'].filter((name) => name !== undefined)

/** Sees to it that the comparisons with numpy and OpenCV can run; where that cannot be, says so and what helps. */
export async function ensurePython() {
  if (await hasOpencv()) return
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`
  if (process.platform !== 'linux' || !onPath('apt-get')) return tell('a Python that has numpy and OpenCV')
  if (!isRoot) return tell(`this: sudo ${command}`)
  console.error('Installing numpy and OpenCV, which the tests compare with.')
  try {
    await apt(['update', '-q'])
    await apt(['install', '-y', '-q', '--no-install-recommends', ...packages])
  } catch (error) {
    console.error(error)
  }
  if (!(await hasOpencv())) tell('a Python that has numpy and OpenCV')
}

async function hasOpencv() {
  for (const python of pythons) {
    const { code } = await collect(python, ['-c', 'import cv2, numpy']).catch(() => ({ code: 1 }))
    if (code === 0) return true
  }
  return false
}

/** @param {string} what helps */
const tell = (what) => console.error(`The comparisons with numpy and OpenCV are left out. To run them, the tests need ${what}.`)
