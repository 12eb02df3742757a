/** Help of `chromapatch difference`; choices, ranges and defaults come from the declarations. */
import { alignParameters } from '../../core/pair/align'
import { changesParameters } from '../../core/pair/changes'
import type { ChoiceParameter } from '../../core/models/shared/define'
import { differenceParameters } from '../../core/pair/difference'
import { models } from '../../core/models'
import { lightParameters } from '../../core/pair/light'

const ids = ({ choices }: ChoiceParameter) => choices.map(({ id }) => id).join('|')

const choiceLines = (flag: string, { doc, choices, default: usual }: ChoiceParameter) =>
  [`  ${flag}: ${doc} Default ${usual}.`, ...choices.map(({ id, doc: meaning }) => `      ${id.padEnd(15)} ${meaning}`)].join('\n')

export function differenceHelp(): string {
  const { align } = alignParameters
  const { light } = lightParameters
  const { mode } = differenceParameters
  const { sensitivity, minArea } = changesParameters
  return `usage: chromapatch difference BEFORE AFTER | FOLDER FOLDER | --split PICTURE [--align ${ids(align)}]
                              [--light ${ids(light)}] [--sensitivity K] [--min-area N] [--ignore X,Y,W,H …]
                              [--out FILE] [--mode ${ids(mode)}] [--aligned FILE]
                              [--animation FILE.webp|gif] [--report FILE.html] [--csv FILE] [--json] [--fail-on-change]
                              [--patch X,Y,W,H … [--subtract X,Y,W,H …] [--model ${Object.keys(models).join('|')}] [--threshold T]]

Says what changed between two photos, and where: the camera's move and another light are taken out first.
Two folders: photos of one name are compared, endings and capitals may differ; missing ones are listed, equal bytes told at once.
With --align none --light none every figure is the published one, of the photos as they are.

  --split              the one picture has two panels that show the same, beside or above each other: it is cut in two
  --align MODEL        see below; the photos may differ in size unless it is none
  --light MATCH        see below
  --sensitivity K      ${sensitivity.title}. ${sensitivity.doc} ${sensitivity.min} to ${sensitivity.max} (${sensitivity.unit}), default ${sensitivity.default}
  --min-area N         ${minArea.doc} Default ${minArea.default}
  --ignore X,Y,W,H     no change is looked for there, in before's pixels; may be given several times
  --out FILE           writes the difference as a picture (.png, .webp, .tiff, .jpg), drawn as --mode says
  --aligned FILE       writes after as seen from before's place in before's light; transparent where it does not show it
  --animation FILE     writes before and after in turn (.webp, .gif)
  --report FILE.html   writes one page with both photos to swipe, the changes, figures and parameters
  --csv FILE           writes the changes as a table; of two folders, a row a pair
  --patch X,Y,W,H      how much of this colour both photos have: a model learned there, in before, is asked of both.
                       --subtract, --model, --threshold and the model's own flags are those of chromapatch segment
  --json               prints one JSON object with numbers at full precision
  --fail-on-change     exit code 5 when a change is listed, or one photo shows what the other does not
  --damaged            opens damaged photos anyway
  --pages B,A          which page or frame of each file, such as 1,2; the files may be one
  --replace-original   lets an output replace one of the photos; refused otherwise
  --threads N          1 to 16, default all cores; the result is the same

${choiceLines('--align', align)}

${choiceLines('--light', light)}

${choiceLines('--mode', mode)}

A region's probability is that of a change of the scene: sure from 0.9, likely from 0.5; both are listed. In the JSON those
below stand in perhaps, and where only the light is another in lightOnly.

Signs: differences are before - after, so a region whose meanDelta is negative became brighter. The homography takes
pixel centres of before to those of after; gain and bias make after of before. Boxes are in before's pixels.
Exit codes: 0 done, 2 usage, 3 a photo cannot be read or sizes differ without alignment, 4 output cannot be written,
5 changed (with --fail-on-change), 1 anything else.
`
}
