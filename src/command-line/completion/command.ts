// The command `completion` of both programs: what a shell reads to complete their command lines.
import { Argument, Command } from 'commander';
import { describe } from '../describe.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import type { Completed } from './offer.ts';
import { zshCompletion } from './zsh.ts';

const shells: Readonly<Record<string, (completed: Completed) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

const examples = (program: string) => `
Examples, for good in new shells:
  ${program} completion bash >> ~/.bashrc
  ${program} completion zsh > ~/.zfunc/_${program}   a folder of fpath
  ${program} completion fish > ~/.config/fish/completions/${program}.fish

For the shell at hand:
  source <(${program} completion bash)            zsh the same way
  ${program} completion fish | source`;

/**
 * @param names of the program on command lines, its own first
 * @param start told what to print when it was asked for
 */
export function completionCommand(
  names: readonly [string, ...string[]],
  start: (text: () => string) => void,
): Command {
  const [program] = names;
  return new Command('completion')
    .description('Prints what a shell needs to complete this command.')
    .addArgument(new Argument('<shell>', 'which one').choices(Object.keys(shells)))
    .addHelpText('after', examples(program))
    .action((shell: string, _, command: Command) =>
      start(() => shells[shell]?.({ names, tree: describe(rootOf(command)) }) ?? ''),
    );
}

function rootOf(command: Command): Command {
  return command.parent ? rootOf(command.parent) : command;
}
