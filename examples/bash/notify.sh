#!/usr/bin/env bash
# Says one line, once, without the SDK: ends with 0 when it is in the log. Needs bash and jq.
# usage: notify.sh ROOM ID TEXT; the same ID again is the same message, as long as the token's file is there.
set -u
room=${1:?} id=${2:?} text=${3:?}
host=${PARTYLINE_HOST:-127.0.0.1} port=${PARTYLINE_PORT:-7000} memory=${NOTIFY_TOKEN:-notify.token}
say() { jq -cn --arg room "$room" --arg id "$id" --arg text "$text" --arg token "$token" "$1" >&3; }

for try in 1 2 3 4 5; do
  ((try == 1)) || sleep 1
  { exec 3<>"/dev/tcp/$host/$port"; } 2>/dev/null || continue
  token=$(cat "$memory" 2>/dev/null)
  # With the token of last time this is the same session, and in one session an id is one message.
  say '{type: "hello", name: "notifier", bot: true} + if $token == "" then {} else {$token} end'
  while IFS= read -r line <&3; do
    case $(jq -r '.type + " " + (.code // "")' <<<"$line") in
      welcome*) # The token is safe before anything is said with it.
        (umask 077 && jq -r .token <<<"$line" >"$memory")
        say '{type: "join", $room, limit: 0}'
        say '{type: "send", $room, $id, content: $text}' ;;
      ack*) jq -r '"said at \(.seq)" + if .duplicate then ", before" else "" end' <<<"$line"; exit 0 ;;
      *auth-failed) rm -f "$memory"; break ;; # The session is gone: begin another.
      *rate-limited | *too-many | *storage-unavailable | *shutting-down) break ;;
      error*) jq -r '"\(.code): \(.message)"' <<<"$line" >&2; exit 77 ;;
    esac
  done
done
exit 75
