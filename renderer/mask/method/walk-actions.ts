/** What the commands of the walkthrough do. */
import { info } from '../stores/documents'
import { current } from '../../commands/current'
import { goTo, leaveWalk, startWalk, walk, walking } from './walk/walk'
import { WALK_STEPS } from './walk/steps'

const isHere = () => info.value !== null && current.workspace === 'mask'

export const walkActions = {
  'walk.start': { run: () => (walking.value ? leaveWalk() : startWalk()), enabled: isHere, ticked: () => walking.value },
  'walk.next': { run: () => goTo(walk.at + 1), enabled: () => isHere() && walking.value && walk.at < WALK_STEPS.length - 1 },
  'walk.back': { run: () => goTo(walk.at - 1), enabled: () => isHere() && walking.value && walk.at > 0 },
} as const
