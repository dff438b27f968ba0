#!/bin/sh
# Where tests may write: memory, if eight gigabytes of it are free for files and programs may be run there, as
# tests do (containers often forbid it); else the usual place.
shm=/dev/shm
if [ -w $shm ] && [ "$(df -Pk $shm | awk 'END {print $4}')" -gt 8000000 ] &&
  ! grep -q " $shm [^ ]* [^ ]*noexec" /proc/mounts; then
  echo $shm
else
  echo /tmp
fi
