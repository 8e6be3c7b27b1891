// Completions for fish: a line for each option and command, told where on the line it fits.
import { type CommandDescription, flattened, type OptionDescription } from '../describe.ts';
import { asIdentifier, type Completed, flagsOf, type Offer, offerOf } from './offer.ts';

export function fishCompletion({ names, tree }: Completed): string {
  const name = `__${asIdentifier(tree.name)}`;
  const commands = flattened(tree);
  const others = names.filter((each) => each !== tree.name);
  return `# Completions of ${names.join(', ')} for fish, as "${tree.name} completion fish" prints them.

function ${name}_rooms
    set -l within
    command -q timeout; and set within timeout 2
    $within ${tree.name} rooms 2>/dev/null </dev/null | string match -r '^[\\w-]+(?=\\s|$)'
end

# Whether the words so far lead to this command.
function ${name}_at
    set -l path ${quoted(tree.name)}
    set -l skip no
    for word in (commandline -opc)[2..-1]
        if test $skip = yes
            set skip no
        else if contains -- "$path $word" ${commands.flatMap(withValue).map(quoted).join(' ')}
            set skip yes
        else if contains -- "$path $word" ${commands
          .slice(1)
          .map(({ path }) => quoted(path))
          .join(' ')}
            set path "$path $word"
        end
    end
    test "$path" = "$argv"
end

complete -c ${tree.name} -e
complete -c ${tree.name} -f
${commands.flatMap((command) => linesOf(name, command)).join('\n')}
${others.map((each) => `complete -c ${each} -e\ncomplete -c ${each} -w ${tree.name}\n`).join('')}`;
}

function withValue({ path, options }: CommandDescription): readonly string[] {
  return options
    .filter(({ takes }) => takes !== undefined)
    .flatMap((option) => flagsOf(option).map((flag) => `${path} ${flag}`));
}

function linesOf(name: string, command: CommandDescription): readonly string[] {
  const [program] = command.path.split(' ');
  const start = `complete -c ${program} -n ${quoted(`${name}_at ${command.path}`)}`;
  const placed = command.arguments.map(offerOf).find((offer) => offer !== undefined);
  return [
    ...command.commands.map((each) => `${start} -a ${each.name} -d ${quoted(each.about)}`),
    ...command.options.map((option) => `${start} ${optionWords(name, option)}`),
    `${start} -s h -l help -d 'print help'`,
    ...(placed === undefined ? [] : [`${start} ${offered(name, placed)}`]),
  ];
}

function optionWords(name: string, option: OptionDescription): string {
  const { short, long, about, takes } = option;
  const offer = offerOf(option);
  return [
    ...(short === undefined ? [] : [`-s ${short.replace('-', '')}`]),
    `-l ${long.replace('--', '')}`,
    // Nothing else but what is offered; without it files would be.
    ...(takes === undefined ? [] : [offer === 'file' ? '-r' : '-x']),
    ...(takes === undefined || offer === undefined ? [] : [offered(name, offer)]),
    `-d ${quoted(about)}`,
  ].join(' ');
}

function offered(name: string, offer: Offer): string {
  if (offer === 'file') return '-F';
  if (offer === 'room') return `-a '(${name}_rooms)'`;
  return `-a ${quoted(offer.words.join(' '))}`;
}

/** Its single quotes know two escapes. */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
