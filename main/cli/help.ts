/** Help texts. Models, defaults and ranges come from the declarations, so they cannot drift. */
import { ChromapatchError } from '../../contract/errors'
import { models } from '../../core/models'
import { SUPPORTED_FORMATS } from '../../contract/formats'
import { stepLines } from './flags/clean-flags'
import { differenceHelp } from './difference-help'
import { parameterLines } from './flags/model-flags'
import { OUTPUT_HELP } from './flags/output-flags'
import { GATHER_HELP, LEARN_HELP } from './series-help'
import { RUN_HELP } from './run-help'

export function overview(): string {
  return `chromapatch - pick a patch and get everything of that colour as a mask; open two photos and see what changed

usage: chromapatch segment PHOTO --patch X,Y,W,H [options]
       chromapatch learn PHOTO --patch X,Y,W,H --name NAME --out COLOUR.json
       chromapatch run RECIPE|COLOUR.json [PATH …] [--out FOLDER] [--results FILE]
       chromapatch gather FOLDER … --results FILE
       chromapatch histogram PHOTO [--patch X,Y,W,H] [--bins N] [--json]
       chromapatch difference BEFORE AFTER [options]
       chromapatch info PHOTO [--json]
       chromapatch help COMMAND
       chromapatch --version [--json]

Photos: ${SUPPORTED_FORMATS}.
Errors go to standard error as "chromapatch: CODE: sentence".
Exit codes: 0 done, 2 usage, 3 photo or recipe cannot be read, 4 output cannot be written, 5 changed (difference --fail-on-change), 1 anything else.
`
}

const modelLines = () =>
  Object.values(models)
    .map(({ id, title, doc, threshold, formula }) => {
      const { min, max, unit, default: standard } = threshold
      const limits = `threshold ${min} to ${max} (${unit}), default ${standard}: ${threshold.doc}`
      return [`  ${id}`, ...[`${title}. ${doc}`, formula, limits, ...parameterLines(id)].map((line) => `      ${line}`)].join('\n')
    })
    .join('\n')

const texts: Readonly<Record<string, () => string>> = {
  difference: differenceHelp,
  segment: () => `usage: chromapatch segment PHOTO --patch X,Y,W,H [--patch …] [--subtract X,Y,W,H …]
       chromapatch segment PHOTO --gate "SHAPE"
                          [--model ${Object.keys(models).join('|')}] [--threshold T] [options of the model]
                          [--clean "STEP, STEP, …"] [--limit REGION] [--contiguous]
                          [--mask FILE.png] [--score FILE.png] [--out FILE.png|webp|avif|tiff|jpg] [--measure FILE.csv|json]
                          [--contours FILE.svg|geojson] [--rle FILE.json] [--recipe FILE] [--python FILE.py] [--json]

Selects every pixel whose colour is that of the patches rather than of the rest of the photo, or by another model is like the patch's.
A patch is X,Y,W,H in whole pixels of the upright photo, x to the right, y down; or "ellipse X,Y,W,H"; or "lasso X,Y X,Y X,Y …".

  --patch X,Y,W,H      a patch of the wanted colour; several: the greatest score counts; --add says the same
  --subtract X,Y,W,H   a patch of an unwanted colour; a pixel that is at least as much like it is out
  --class NAME=PATCH[,PATCH]  a class of its own with its patches; several: each pixel is in one of them or none
  --model MODEL        how likeness is scored, default classes; see below
  --ground X,Y,W,H     a patch of what is not meant: --subtract in other words, made for the model classes
  --gate SHAPE         selects by a shape in the (r, g) plane instead of by a patch (implies --model gate):
                       "polygon r,g r,g r,g …", "rectangle r0,g0,r1,g1", "ellipse r,g,radius" or "ellipse r,g,radius,radius,angle"
                       (the angle in degrees, from the axis of r towards that of g, to the first radius)
  --threshold T        a pixel belongs to the mask when its score is above T (classes, hue and rg: at least T; gate:
                       no matter); classes finds its own in the photo where none is given
  --clean STEPS        cleans the mask up, step after step, such as "open 3, fill 200, drop 50, feather 1.5"; see below
  --limit REGION       outside of it nothing is mask; a rectangle, an ellipse or a lasso, as a patch is
  --contiguous         keeps only what hangs together with a patch, by edges or corners, before the steps
${OUTPUT_HELP}
  --recipe FILE        writes all of this as a recipe (.chromapatch.json) for chromapatch run
  --python FILE.py     writes a script of numpy and OpenCV that makes the same mask from the same photo
  --damaged            opens a damaged photo anyway and works on what is left of it
  --page N             which page or frame of a file that holds several, from 1
  --replace-original   lets an output replace the photo itself; refused otherwise
  --threads N          1 to 16, default all cores; the result is the same
  --json               prints one JSON object with numbers at full precision

models:
${modelLines()}

clean-up steps, for --clean:
${stepLines()}
`,
  learn: () => LEARN_HELP,
  run: () => RUN_HELP,
  gather: () => GATHER_HELP,
  histogram: () => `usage: chromapatch histogram PHOTO [--patch X,Y,W,H …] [--bins N] [--range R0,R1,G0,G1] [--json]

Counts the photo's pixels, and the patches', in the (r, g) plane. Black pixels have no chromaticity and are left out.

  --patch X,Y,W,H      a patch to be counted too; several are added up
  --bins N             cells a side, 2 to 1024, default 100 as published
  --range R0,R1,G0,G1  the part of the plane that is cut into cells, default 0,1,0,1; the last edge is part of the last cell
  --damaged            opens a damaged photo anyway
  --page N             which page or frame, from 1
  --json               prints { "bins", "range": [[R0, R1], [G0, G1]], "image": [[i, j, pixels], …], "patch": […] } of the cells that have any
`,
  info: () => `usage: chromapatch info PHOTO [--json] [--damaged] [--page N]

Prints size, format, black and clipped pixels, and what was converted on opening.

  --json      prints one JSON object
  --damaged   opens a damaged photo anyway
  --page N    which page or frame of a file that holds several, from 1
`,
}

/** @throws ChromapatchError USAGE for a command that does not exist. */
export function helpFor(command: string): string {
  const text = Object.hasOwn(texts, command) ? texts[command] : undefined
  if (text === undefined) throw new ChromapatchError('USAGE', `There is no command “${command}”.`, { hint: 'See chromapatch --help.' })
  return text()
}
