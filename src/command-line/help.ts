// How --help shows options: with the variable that says the same, and wrapped for 80 columns.
import type { Command, HelpConfiguration, Option } from 'commander';
import { choicesOf, defaultWords } from './describe.ts';
import { KeyedOption } from './option.ts';

const helpStyle: HelpConfiguration = {
  // At 80 columns the descriptions have 38.
  minWidthToWrap: 30,
  optionDescription: (option: Option) => describeForHelp(option),
};

/** For the whole program: the commands below it inherit these. */
export function withHelp(program: Command, version: string): Command {
  return program
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this')
    .helpCommand('help [command]', 'Prints this, or the help of a command.')
    .configureHelp(helpStyle);
}

/** commander would print the variable too, but then it would also read it, by rules that are not ours. */
function describeForHelp(option: Option): string {
  const choices = choicesOf(option);
  const words = defaultWords(option);
  const more = [
    ...(choices.length > 0 ? [`choices: ${choices.join(', ')}`] : []),
    ...(words === undefined ? [] : [`default: ${words}`]),
    ...(option instanceof KeyedOption ? [variablesOf(option)] : []),
  ];
  return more.length === 0 ? option.description : `${option.description} (${more.join(', ')})`;
}

function variablesOf({ variables, kind }: KeyedOption): string {
  return `env: ${variables.join(', ')}${kind === 'switch' ? '=1' : ''}`;
}
