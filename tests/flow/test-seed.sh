#!/bin/sh
# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT

# The transcripts of the project that pushhub re-implements, with the real
# curl: register, push, receive. The port is the hub's own; where that
# project's HTTP server shows in an answer (its name, its date, HTTP/1.0), the
# hub's answer is held to what the transcript means instead.
set -eu

# The script starts itself again on a bus of its own.
if [ "${1-}" != on-the-bus ]; then
  exec dbus-run-session -- "$0" on-the-bus
fi

directory=$(mktemp -d)
export HOME="$directory" XDG_CONFIG_HOME="$directory/config"
export XDG_STATE_HOME="$directory/state" XDG_CONFIG_DIRS="$directory/config"
export G_DEBUG=fatal-criticals LC_ALL=C.UTF-8 no_proxy='*'
count=0

ends() {
  [ -z "${listener-}" ] || kill "$listener" 2>/dev/null || :
  [ -z "${hub-}" ] || kill "$hub" 2>/dev/null || :
  wait
  rm -rf "$directory"
}
trap ends EXIT

# is NAME ACTUAL EXPECTED
is() {
  count=$((count + 1))
  if [ "$2" = "$3" ]; then
    echo "ok $count - $1"
  else
    echo "not ok $count - $1"
    printf '%s\n' "got:" "$2" "expected:" "$3" | sed 's/^/# /'
  fi
}

# matches NAME ACTUAL PATTERN
matches() {
  if printf '%s\n' "$2" | grep -Eq -- "$3"; then
    is "$1" yes yes
  else
    is "$1" "$2" "$3"
  fi
}

# The first line that is ready to be read from a pipe ends a wait: no polling.
mkfifo "$directory/ready" "$directory/received"
# shellcheck disable=SC2086 # the wrapper is a command with its options
${PUSHHUB_TEST_WRAPPER-} "$PUSHHUB_TEST_PROGRAM" serve --json --ephemeral \
  --port 0 >"$directory/ready" 2>"$directory/log" &
hub=$!
exec 3<"$directory/ready"
read -r ready <&3
base=$(printf '%s' "$ready" | sed 's/.*"base_url":"\([^"]*\)".*/\1/')
host=${base#http://}

# Registration: curl -v "127.0.0.1:8976/client/register"
curl -sv "$host/client/register" >"$directory/body" 2>"$directory/headers"
body=$(cat "$directory/body")
headers=$(tr -d '\r' <"$directory/headers")
matches 'registration: connected' "$headers" "^\* Connected to 127\.0\.0\.1 "
matches 'registration: > GET' "$headers" '^> GET /client/register HTTP/1\.1$'
matches 'registration: > Host' "$headers" "^> Host: $host\$"
matches 'registration: < 200 OK' "$headers" '^< HTTP/1\.[01] 200 OK$'
matches 'registration: < JSON' "$headers" \
  '^< Content-[Tt]ype: (text|application)/json$'
matches 'registration: < Date' "$headers" '^< Date: .* GMT$'
matches 'registration: connection closed' "$headers" \
  '^\* (Closing connection|Connection #0 to host .* left intact)'
matches 'registration: the id' "$body" '^\{"id":"[A-Za-z0-9_-]+"\}$'
id=$(printf '%s' "$body" | sed 's/.*"id":"\([^"]*\)".*/\1/')
endpoint="$base/push/id/$id"

# "query it with an HTTP GET and get the following answer"
is 'discovery' "$(curl -s "$endpoint")" '{"unifiedpush":{"version":1}}'
is 'an invalid endpoint gives another answer' \
  "$(curl -so /dev/null -w '%{http_code}' "$base/push/id/INVALID")" 404

# Reception: curl -v "127.0.0.1:8976/client/id/WQVOXKBGG"
curl -svN "$host/client/id/$id" >"$directory/received" \
  2>"$directory/listening" &
listener=$!
exec 4<"$directory/received"

# curl -v "http://127.0.0.1:8976/push/id/WQVOXKBGG" -d "Example payload"
for payload in 'Example payload' 'Example with another payload' \
  'Example with yet another payload'; do
  matches "push: $payload" \
    "$(curl -so /dev/null -w '%{http_code}' "$endpoint" -d "$payload")" '^2..$'
  read -r line <&4
  is "reception: $payload" "$line" "$payload"
  read -r line <&4
  is 'reception: an empty line' "$line" ''
done
listening=$(tr -d '\r' <"$directory/listening")
matches 'reception: > GET' "$listening" "^> GET /client/id/$id HTTP/1\.1\$"
matches 'reception: < 200 OK' "$listening" '^< HTTP/1\.[01] 200 OK$'
matches 'reception: < plain text' "$listening" \
  '^< Content-[Tt]ype: text/plain$'
if kill -0 "$listener"; then still=open; else still=closed; fi
is 'reception: the connection remains open' "$still" open
kill "$listener"
wait "$listener" || :
listener=

# "GET /client/multi_id/AAAAAAAA&BBBBBBB&WQVOXKBGG"
other=$(curl -s "$host/client/register" | sed 's/.*"id":"\([^"]*\)".*/\1/')
curl -sN "$host/client/multi_id/$other&$id" >"$directory/received" &
listener=$!
exec 4<"$directory/received"
curl -so /dev/null "$endpoint" -d 'base64-encoded data here'
read -r line <&4
is 'several ids: one JSON object a line' "$(printf '%s' "$line" | tr -d '\r')" \
  "{\"$id\":\"$(printf 'base64-encoded data here' | base64)\"}"

kill "$listener"
wait "$listener" || :
listener=
kill "$hub"
if wait "$hub"; then status=0; else status=$?; fi
hub=
is 'the hub ends well' "$status" 0
is 'and has warned of nothing' \
  "$(grep -E '(WARNING|CRITICAL) \*\*' "$directory/log" || :)" ''
echo "1..$count"
