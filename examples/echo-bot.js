// An echo bot: answers `!echo TEXT` with TEXT, each once, whatever happens to the server or to itself.
import { connect, fileKeep } from 'partyline';

const [room = 'general', memory = 'echo-bot.json'] = process.argv.slice(2);

// With `keep` the next run is the same session: it goes on where this one stopped.
await using chat = await connect({ name: 'echo', keep: fileKeep(memory), wait: true });
console.error(`${chat.name} is in #${room}`);

for await (const message of chat.messages(room, { since: 'kept' })) {
  const [, text] = /^!echo (.+)/s.exec(message.content) ?? [];
  // Nobody's own words are answered, so two such bots have nothing to say to each other.
  if (message.kind !== 'text' || text === undefined || chat.isOwn(message)) continue;
  // The id makes it one answer, also where this message is read a second time after a crash.
  await chat.reply(room, message.seq, text, { id: `re-${message.seq}` });
}
