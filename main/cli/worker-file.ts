/** The built worker of the engine: beside this program, also where the bundler puts a command into a folder of parts. */
import { basename, dirname, join } from 'node:path'

export const workerFile = join(basename(__dirname) === 'chunks' ? dirname(__dirname) : __dirname, 'worker.cjs')
