// Says one line, once, without the SDK: notify HOST:PORT MEMORY ROOM ID TEXT; 0: it is in the log, 75: try again.
// With the token of last time, in MEMORY, it is the same session, and in one session an ID is one message.
package main

import (
	"encoding/json"
	"net"
	"os"
)

func main() {
	link, err := net.Dial("tcp", os.Args[1])
	if err != nil {
		os.Exit(75)
	}
	say, heard, ends := json.NewEncoder(link), json.NewDecoder(link), map[string]int{"ack": 0, "error": 77}
	said, hello := struct{ Type, Token string }{}, map[string]any{"type": "hello", "name": "go-notifier", "bot": true}
	if token, err := os.ReadFile(os.Args[2]); err == nil {
		hello["token"] = string(token)
	}
	for say.Encode(hello); heard.Decode(&said) == nil; {
		if code, isEnd := ends[said.Type]; isEnd {
			os.Exit(code)
		} else if said.Type == "welcome" && os.WriteFile(os.Args[2], []byte(said.Token), 0o600) == nil {
			say.Encode(map[string]any{"type": "join", "room": os.Args[3], "limit": 0})
			say.Encode(map[string]any{"type": "send", "room": os.Args[3], "id": os.Args[4], "content": os.Args[5]})
		}
	}
	os.Exit(75)
}
