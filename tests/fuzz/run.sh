#!/usr/bin/env bash
# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
#
# run.sh PROGRAM FOUND OPTION…: a fuzz target with its seeds, its words and these
# options of libFuzzer. Inputs that reach something new are kept in the directory
# FOUND, if it is not empty. Says what came of it, and how to see a failure
# again.

set -euo pipefail

program=$1
found=$2
shift 2
name=${program##*/fuzz-}
here=$(dirname "$0")
log=$program.log

if [ -z "$found" ]; then
  found=$(mktemp -d)
  trap 'rm -r "$found"' EXIT
else
  mkdir -p "$found"
fi
[ ! -f "$here/$name.dict" ] || set -- -dict="$here/$name.dict" "$@"

status=0
"$program" -timeout=30 -artifact_prefix="$program-" "$@" \
  "$found" "$here/corpus/$name" >"$log" 2>&1 </dev/null || status=$?

# Without the lines that say how it gets on.
if [ "$status" -ne 0 ]; then
  grep -v '^#[0-9]' "$log"
  echo "$name: failed; once more with"
  sed -n "s|.*Test unit written to |  $program |p" "$log"
  exit 1
fi

echo "$name: $(sed -n 's/^Done //p' "$log")"
