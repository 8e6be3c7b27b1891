// A deploy notifier: says one line, and its exit code says whether that is in the log. Run twice for one
// deployment, because nobody knows whether the first run got through, it is said once.
import { ChatError, connect, fileKeep } from 'partyline';

const [room, deployment, ...words] = process.argv.slice(2);
if (words.length === 0) {
  console.error('usage: deploy-notifier ROOM DEPLOYMENT TEXT…');
  process.exit(2);
}

try {
  // The id is the same message only in the same session, which `keep` remembers.
  const keep = fileKeep(process.env.DEPLOY_MEMORY ?? 'deploy-notifier.json');
  const signal = AbortSignal.timeout(30_000);
  await using chat = await connect({ name: 'deploy', keep, signal });
  const { seq, duplicate } = await chat.send(room, words.join(' '), { id: `deploy-${deployment}` });
  console.error(duplicate ? `was said before, at ${seq}` : `said at ${seq}`);
} catch (error) {
  if (!(error instanceof ChatError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  // As sysexits has it: 75 may be tried again, 77 may not.
  const isForNow = error.isRetryable || error.code === 'aborted' || error.code === 'closed';
  process.exitCode = isForNow ? 75 : 77;
}
