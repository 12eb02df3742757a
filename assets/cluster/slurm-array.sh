#!/usr/bin/env bash
# A recipe or a colour, asked of a folder of photos by a Slurm array: a task does one part.
#   sbatch --array=1-16 slurm-array.sh RECIPE|COLOUR.json PHOTOS OUT
#   chromapatch gather OUT --results table.csv      when all tasks have ended
# A node that dies gives its task to another one (--requeue), which goes on where it was.
#SBATCH --job-name=chromapatch
#SBATCH --requeue
#SBATCH --ntasks=1
#SBATCH --open-mode=append
#SBATCH --output=chromapatch-%A-%a.log
set -euo pipefail
recipe=${1:?a recipe or a colour} photos=${2:?a folder of photos} out=${3:?a folder for outputs}
part=$((SLURM_ARRAY_TASK_ID - SLURM_ARRAY_TASK_MIN + 1))
# Both may be several words.
# shellcheck disable=SC2086
exec ${CHROMAPATCH:-chromapatch} run "$recipe" "$photos" --out "$out" --shard "$part/$SLURM_ARRAY_TASK_COUNT" --resume \
  --jobs "${SLURM_CPUS_PER_TASK:-1}" ${CHROMAPATCH_FLAGS:-}
