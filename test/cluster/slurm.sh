#!/usr/bin/env bash
# A Slurm cluster of two nodes on this machine, for tests. Needs Debian's slurm-wlm and munge, and root.
#   slurm.sh start FOLDER    then: export SLURM_CONF=FOLDER/slurm.conf
#   slurm.sh fail FOLDER     node n2 dies, with all that runs on it
#   slurm.sh stop FOLDER     ends what start started, by its process ids
set -euo pipefail
verb=${1:?start, fail or stop}
mkdir -p "${2:?a folder}"
folder=$(cd "$2" && pwd)
export SLURM_CONF="$folder/slurm.conf"

# Processes of jobs on a node know its name.
jobs_of() {
  for each in /proc/[0-9]*; do
    if tr '\0' '\n' 2>/dev/null <"$each/environ" | grep -qx "SLURMD_NODENAME=$1" &&
      tr '\0' '\n' 2>/dev/null <"$each/environ" | grep -qx "SLURM_CONF=$SLURM_CONF"; then echo "${each#/proc/}"; fi
  done
}

end() { if [ -s "$1" ]; then kill "-$2" "$(cat "$1")" 2>/dev/null || true; fi; }

case $verb in
start)
  mkdir -p "$folder/state" /run/munge /etc/munge
  if [ ! -s /etc/munge/munge.key ]; then
    dd if=/dev/urandom of=/etc/munge/munge.key bs=1024 count=1 status=none
    chmod 400 /etc/munge/munge.key
  fi
  chown munge: /etc/munge /etc/munge/munge.key /run/munge
  if ! munge -n >/dev/null 2>&1; then
    runuser -u munge -- munged --force
    cp /run/munge/munged.pid "$folder/munged.pid"
  fi
  host=$(hostname -s)
  cat >"$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
# A task that is given to another node waits as long as its credential holds.
AuthInfo=cred_expire=10
CryptoType=crypto/munge
SlurmUser=root
SlurmdUser=root
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool.%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.%n.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.%n.log
SlurmctldPort=26817
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=2
ReturnToService=2
MpiDefault=none
SlurmdTimeout=5
JobRequeue=1
NodeName=n1 NodeAddr=127.0.0.1 NodeHostname=$host Port=27001 CPUs=1
NodeName=n2 NodeAddr=127.0.0.1 NodeHostname=$host Port=27002 CPUs=1
PartitionName=main Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
  slurmctld
  for node in n1 n2; do slurmd -N "$node"; done
  for _ in $(seq 60); do
    if [ "$(sinfo -h -o %D -t idle 2>/dev/null | head -1)" = 2 ]; then exit 0; fi
    sleep 0.5
  done
  echo 'The two nodes did not become idle.' >&2
  exit 1
  ;;
fail)
  end "$folder/slurmd.n2.pid" KILL
  for pid in $(jobs_of n2); do
    step=$(awk '/^PPid/ { print $2 }' "/proc/$pid/status" 2>/dev/null || true)
    if grep -q slurmstepd "/proc/$step/comm" 2>/dev/null; then kill -KILL "$step" 2>/dev/null || true; fi
    kill -KILL "$pid" 2>/dev/null || true
  done
  ;;
stop)
  for daemon in slurmd.n1 slurmd.n2 slurmctld munged; do end "$folder/$daemon.pid" TERM; done
  ;;
esac
