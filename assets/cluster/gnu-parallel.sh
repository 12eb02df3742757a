#!/usr/bin/env bash
# A recipe or a colour, asked of a folder of photos on several hosts by GNU parallel over SSH.
#   gnu-parallel.sh PARTS HOST,HOST,… RECIPE|COLOUR.json PHOTOS OUT
#   chromapatch gather OUT --results table.csv
# Paths are those of all hosts: a shared disk. “:” among the hosts is this machine. A part that fails is tried on another host.
set -euo pipefail
parts=${1:?how many parts} hosts=${2:?hosts, with commas between them}
recipe=${3:?a recipe or a colour} photos=${4:?a folder of photos} out=${5:?a folder for outputs}
quoted=$(printf '%q ' run "$recipe" "$photos" --out "$out" --resume)
parallel --sshlogin "$hosts" --jobs 1 --retries 3 --workdir "$PWD" --line-buffer \
  "${CHROMAPATCH:-chromapatch} $quoted --shard {}/$parts ${CHROMAPATCH_FLAGS:-}" ::: $(seq "$parts")
