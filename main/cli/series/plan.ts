/** What a run does: its photos with their outputs, and of those the ones that belong to this machine. */
import { join } from 'node:path'
import { shardOf, type Shard } from '../../../core/series/shard'
import { planOf, type PlannedPhoto } from '../../engine/recipe/plan'
import type { Recipe } from '../../engine/recipe/schema'
import { usage, wholeFrom } from '../arguments'
import type { SeriesPhoto } from './photos'

export interface SeriesPlanned extends PlannedPhoto {
  readonly name: string
  readonly folder: string
}
export interface SeriesPlan {
  readonly photos: readonly SeriesPlanned[]
  readonly ignored: readonly string[]
}

/**
 * Outputs of photos in subfolders lie in subfolders of the same name. All photos are planned before the shard is taken, so that
 * names do not depend on it.
 */
export async function seriesPlan(recipe: Recipe, found: readonly SeriesPhoto[], out: string, shard: Shard | null): Promise<SeriesPlan> {
  const groups = new Map<string, SeriesPhoto[]>()
  for (const photo of found) groups.set(photo.subfolder, [...(groups.get(photo.subfolder) ?? []), photo])
  const photos: SeriesPlanned[] = []
  const ignored: string[] = []
  for (const [subfolder, group] of groups) {
    const plan = await planOf(
      recipe,
      group.map(({ given }) => given),
      join(out, subfolder),
    )
    const byGiven = new Map(group.map((photo) => [photo.given, photo]))
    for (const planned of plan.photos) {
      const { name, folder } = byGiven.get(planned.given)!
      photos.push({ ...planned, name, folder })
    }
    ignored.push(...plan.ignored)
  }
  const isMine = ({ name, folder }: SeriesPlanned) => shard === null || shardOf(`${folder}/${name}`, shard.count) === shard.index
  return { photos: photos.filter(isMine), ignored }
}

/** `2/8`: the second of eight parts. @throws ChromapatchError USAGE */
export function shardFrom(text: string | undefined): Shard | null {
  if (text === undefined) return null
  const [first, second, ...more] = text.split('/')
  if (first === undefined || second === undefined || more.length > 0) {
    throw usage(`Expected I/N, such as 1/4, for --shard but received “${text}”.`)
  }
  const count = wholeFrom(second, '--shard', 1, 100_000)
  return { index: wholeFrom(first, '--shard', 1, count), count }
}
