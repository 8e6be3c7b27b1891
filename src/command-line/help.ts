// How --help shows options: with the variable that says the same, and wrapped for 80 columns.
import { Help, type HelpConfiguration, type Option } from 'commander';
import { defaultWords } from './describe.ts';
import { KeyedOption } from './option.ts';

export const helpStyle: HelpConfiguration = {
  // At 80 columns the descriptions have 38.
  minWidthToWrap: 30,
  optionDescription: (option: Option) => describeForHelp(option),
};

/** commander would print the variable too, but then it would also read it, by rules that are not ours. */
function describeForHelp(option: Option): string {
  if (!(option instanceof KeyedOption)) return new Help().optionDescription(option);
  const words = defaultWords(option);
  const more = [
    ...(option.argChoices ? [`choices: ${option.argChoices.join(', ')}`] : []),
    ...(words === undefined ? [] : [`default: ${words}`]),
    `env: ${option.variables.join(', ')}${option.kind === 'switch' ? '=1' : ''}`,
  ];
  return `${option.description} (${more.join(', ')})`;
}
