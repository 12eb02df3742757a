export const RUN_HELP = `usage: chromapatch run RECIPE|COLOUR.json [PATH …] --out FOLDER [--recursive] [--match PATTERN] [--colour COLOUR.json]
                       [--results FILE.csv|jsonl|xlsx] [--mm-per-px N] [--jobs N] [--shard I/N] [--resume]
                       [--again] [--overwrite] [--damaged] [--threads N] [--json]

Does to each photo what a recipe (.chromapatch.json) says, and gives the same bytes as when it was saved; or asks a colour of it
that chromapatch learn has learned. A recipe with patches learns the colour anew at this place in each photo; one with a
colour's numbers learns nothing.
A PATH is a photo or a folder of photos. Without one: the photo that the recipe was made on, looked for beside the recipe.
A photo that is not the very file that the recipe was made on (SHA-256) is said so.
Outputs are named by the recipe, after each photo; photos of one name get numbers, those of subfolders keep subfolders. A photo
that fails is told, with its code, and the others go on. Ctrl-C ends with a summary, and the same command goes on where it was.

Nothing is replaced: not a photo of the run, and no other file unless this recipe made it of this photo (the folder
.chromapatch-run in FOLDER keeps the digests). What is done already is left as it is.

  --out FOLDER      where outputs go, made if it is not there
  --recursive       also photos in subfolders
  --match PATTERN   only photos whose names match, such as "tray*.jpg"; with a /, paths in the folder: "2024-*/**/*.png"
  --colour FILE     asks this colour instead of the recipe's; its steps, outputs and scale stay
  --results FILE    writes one table with a row a photo: CSV (RFC 4180), JSON Lines or XLSX, by the ending. Columns:
                    photo, folder, taken, class, pixels, percent, mm2, objects, low, high, state, warnings
                    low and high: pixels at twice and at half the threshold (of classes: the odds), less and more half a
                    pixel along the outline
                    state: done; doubtful (absent, clipped, out of the learned range, an outlier of the table); failed
  --mm-per-px N     millimetres that a pixel is wide, in place of the recipe's scale
  --jobs N          photos done at once, 1 to 64, default all cores; the result is the same
  --shard I/N       only part I of N, told by the path: for several machines, see chromapatch help gather
  --resume          leaves what is done as it is, which is the default; refuses --again
  --again           does again what this recipe has made of these photos
  --overwrite       replaces other files of the same name, too; never a photo of the run
  --damaged         opens damaged photos anyway, and says of each that part of it is missing
  --threads N       threads a job, 1 to 16, default the cores shared by the jobs; the result is the same
  --json            prints one JSON object: a row for each photo

Progress goes to standard error. The exit code is 0 only when every photo is done.
`
