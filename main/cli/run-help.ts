export const RUN_HELP = `usage: chromapatch run RECIPE [PHOTO …] [--out FOLDER] [--again] [--damaged] [--threads N] [--json]

Does to each photo what a recipe (.chromapatch.json) says, and gives the same bytes as when it was saved.
Without a photo: the one that the recipe was made on, looked for beside the recipe.
A photo that is not the very file that the recipe was made on (SHA-256) is said so.
Outputs are named by the recipe, after each photo. A photo that fails is told, with its code, and the others go on.

  --out FOLDER   where outputs go, made if it is not there; the present folder by default
  --again        does photos again whose outputs are all there and newer than photo and recipe; left as they are otherwise
  --damaged      opens damaged photos anyway
  --threads N    1 to 16, default all cores; the result is the same
  --json         prints one JSON object: a row for each photo

Progress goes to standard error. The exit code is 0 only when every photo is done.
`
