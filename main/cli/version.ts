/** `chromapatch --version`: the version alone, or with `--json` that of everything that decodes and encodes here. */
import { version } from '../../package.json'
import { versionsOf } from '../engine/codec/versions'
import { parse } from './arguments'

/** @returns what is printed on standard output. @throws ChromapatchError USAGE */
export function versionText(words: readonly string[]): string {
  const { values } = parse(words, { json: { type: 'boolean', default: false } })
  if (!values.json) return version
  return JSON.stringify({ chromapatch: version, node: process.versions.node, ...versionsOf() })
}
