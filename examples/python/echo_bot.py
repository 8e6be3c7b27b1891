#!/usr/bin/env python3
"""An echo bot without the SDK: echo_bot.py ROOM [HOST PORT] answers "!echo TEXT", each once, across restarts."""
import json, socket, sys, time
room, host, port = sys.argv[1], *(sys.argv[2:] or ["127.0.0.1", "7000"])
token = since = name = None
due = {}  # Answers that were not acknowledged: sent again by the same id in the same session, each is said once.

def talk(wire):
    global token, since, name
    say = lambda **request: (wire.write(json.dumps(request) + "\n"), wire.flush())
    say(type="hello", name="echo-py", bot=True, **({"token": token} if token else {}))
    for said in map(json.loads, wire):
        if said["type"] == "welcome":
            token, name = said["token"], said["name"]
            say(type="join", room=room, **({"limit": 0} if since is None else {"since": since, "limit": 500}))
            for request in due.values(): say(**request)
        elif said["type"] == "joined" and since is None: since = said["last"]
        elif said["type"] == "ack": due.pop(said["id"], None)
        elif said["type"] == "error": raise OSError(said["code"])  # All over again; what is due stays due.
        for message in said.get("messages", [said] if said["type"] == "message" else []):
            if message["seq"] <= since: continue  # Heard before.
            if message["prev"] > since: say(type="history", room=room, after=since, limit=500); break
            since, text = message["seq"], message["content"]
            if message["kind"] != "text" or message["sender"] == name or not text.startswith("!echo "): continue
            due[f"re-{since}"] = dict(type="send", id=f"re-{since}", room=room, content=text[6:], target=since)
            say(**due[f"re-{since}"])
while True:
    try: talk(socket.create_connection((host, int(port))).makefile("rw", encoding="utf-8", newline="\n"))
    except OSError as problem: print(problem, file=sys.stderr)
    time.sleep(0.5)
