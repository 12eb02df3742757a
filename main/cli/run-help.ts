export const RUN_HELP = `usage: chromapatch run RECIPE [PHOTO …] --out FOLDER [--again] [--overwrite] [--damaged] [--threads N] [--json]

Does to each photo what a recipe (.chromapatch.json) says, and gives the same bytes as when it was saved.
Without a photo: the one that the recipe was made on, looked for beside the recipe.
A photo that is not the very file that the recipe was made on (SHA-256) is said so.
Outputs are named by the recipe, after each photo; photos of one name get numbers. A photo that fails is told, with its
code, and the others go on. Ctrl-C ends with a summary, and the same command goes on where it was.

Nothing is replaced: not a photo of the run, and no other file unless this recipe made it of this photo (the folder
.chromapatch-run in FOLDER keeps the digests). What is done already is left as it is.

  --out FOLDER   where outputs go, made if it is not there
  --again        does again what this recipe has made of these photos
  --overwrite    replaces other files of the same name, too; never a photo of the run
  --damaged      opens damaged photos anyway, and says of each that part of it is missing
  --threads N    1 to 16, default all cores; the result is the same
  --json         prints one JSON object: a row for each photo

Progress goes to standard error. The exit code is 0 only when every photo is done.
`
