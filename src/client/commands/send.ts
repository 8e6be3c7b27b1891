// `send`: says something in a room, from the command line or a pipe, and ends once the server has it.
import { Command, InvalidArgumentError, Option } from 'commander';
import { checked, option, whole } from '../../command-line/option.ts';
import { checkRoomName } from '../../protocol/index.ts';
import { addPersonOptions, type PersonFlags } from '../person-options.ts';
import { patienceOf, type SendFlags, sendWish } from '../sending/send-options.ts';
import { addServerOptions, type ServerFlags } from '../server-address.ts';
import { chatTask } from './chat-task.ts';
import type { CommandMaker } from './command.ts';

const defaultPatience = '30s';

const examples = `
Examples:
  uptime | chat-client send -r ops -         all that it prints, as one message
  chat-client send -r ops deploy is through  the words, joined
  tail -F app.log | chat-client send -r ops --each-line
  chat-client send --to bob --id backup-17 "backup 17 is done"
  cron-job | chat-client send -r ops --queue --if-any
  df -h | chat-client send -r ops --code     as it stands, in columns

Ends with 0 once the server has every message, 69 where no server is, 75 where
it is not known to have them (the same command with the same --id sends what is
missing and nothing twice), 77 where it refuses.
Colours and other control sequences of what is piped in are left out.`;

export const sendCommand: CommandMaker = (start) => {
  const command = new Command('send')
    .description('Says something, and waits until the server has it.')
    .argument('[text...]', 'what to say; - or nothing: standard input')
    .addOption(
      option<string | undefined>(
        '-r, --room <room>',
        'the room to say it in',
        undefined,
        checked(checkRoomName),
      ).insteadOf('to'),
    )
    .addOption(new Option('--to <name>', 'the person to say it to, instead of a room'))
    .addOption(new Option('--each-line', 'a message for each line of the input, as it comes'))
    .addOption(new Option('--split', 'several messages, cut at line ends, if one is not enough'))
    .addOption(new Option('--if-any', 'an empty input is no fault: nothing is sent'))
    .addOption(new Option('--me', 'what you do: * alice waves'))
    .addOption(new Option('--code', 'as it stands, in letters of one width'))
    .addOption(
      new Option('--reply-to <seq>', 'answers the message with that seq').argParser(
        whole(1, Number.MAX_SAFE_INTEGER),
      ),
    )
    .addOption(
      new Option('--id <id>', 'repeated with the same id it is one message, whatever happened'),
    )
    .addOption(
      new Option('--queue', "what can't be sent now is kept on disk, and sent later, in order"),
    )
    .addOption(
      new Option('--timeout <time>', 'how long to wait for the server: 10s, 5m')
        .default(patienceOf(defaultPatience), defaultPatience)
        .argParser(patience),
    )
    .addOption(new Option('--json', "print the server's ack of each message, a line each"));
  addServerOptions(addPersonOptions(command)).addHelpText('after', examples);
  return command.action((words: string[], flags: SendFlags & ServerFlags & PersonFlags) => {
    start(
      chatTask(flags, async (chat, terminal) => {
        const wish = sendWish(flags, words, terminal.stdin.isTTY !== true);
        if (typeof wish === 'string') return wish;
        const { sendAll } = await import('../sending/send.ts');
        return sendAll(wish, chat, terminal);
      }),
    );
  });
};

function patience(text: string): number {
  const ms = patienceOf(text);
  if (ms !== undefined && ms > 0) return ms;
  throw new InvalidArgumentError('Give a time such as 10s or 5m.');
}
