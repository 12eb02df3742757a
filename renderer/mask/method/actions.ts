/** What the commands of the method's pictures do. */
import { info } from '../stores/documents'
import { current } from '../../commands/current'
import { view } from '../stores/view'
import { method, PICTURES, type PictureId } from './stores/pictures'

interface Action {
  readonly run: () => void
  readonly enabled: () => boolean
  readonly ticked: () => boolean
}

const hasPhoto = () => info.value !== null && current.workspace === 'mask'

function showPicture(id: PictureId): void {
  method.picture = id
  view.shown = 'method'
}

const picture = (id: PictureId): Action => ({
  run: () => showPicture(id),
  enabled: hasPhoto,
  ticked: () => current.workspace === 'mask' && view.shown === 'method' && method.picture === id,
})

export const methodActions = Object.fromEntries(PICTURES.map(({ id }) => [`picture.${id}`, picture(id)])) as {
  readonly [Id in PictureId as `picture.${Id}`]: Action
}
