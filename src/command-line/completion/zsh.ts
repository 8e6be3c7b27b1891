// Completions for zsh: a function for each command, of what _arguments wants to know.
import {
  type ArgumentDescription,
  type CommandDescription,
  flattened,
  type OptionDescription,
} from '../describe.ts';
import { asIdentifier, type Completed, flagsOf, type Offer, offerOf, quoted } from './offer.ts';

export function zshCompletion({ names, tree }: Completed): string {
  const name = nameOf(tree);
  return `#compdef ${names.join(' ')}
# Completions for zsh, as "${tree.name} completion zsh" prints them.

# Whatever stands in them: compadd quotes it. No command below has this name.
${name}__room_names() {
  local room
  local -a rooms
  while IFS= read -r -t 2 room; do
    room=\${room%%[[:blank:]]*}
    [[ $room == *[^[:alnum:]_-]* ]] || rooms+=("$room")
  done < <(command ${tree.name} rooms 2>/dev/null </dev/null)
  compadd -a rooms
}

${flattened(tree).map(functionOf).join('\n')}
# Found in a folder of fpath, it is called; read by a .zshrc, it is made known.
if [[ \${funcstack[1]} == _* ]]; then
  ${name} "$@"
else
  compdef ${name} ${names.join(' ')}
fi
`;
}

function functionOf(command: CommandDescription): string {
  const { options, commands } = command;
  const program = `_${asIdentifier(command.path.split(' ')[0] ?? '')}`;
  const specs = [
    ...options.map((option) => optionSpec(program, option)),
    "'(-h --help)'{-h,--help}'[print help]'",
    ...(commands.length > 0
      ? [`'1: :${nameOf(command)}_commands'`, "'*:: :->below'"]
      : command.arguments.map((argument, index) => argumentSpec(program, argument, index))),
  ];
  const body = `${nameOf(command)}() {
  local curcontext=$curcontext state line
  typeset -A opt_args
  _arguments -C -s ${['\\', ...specs].join(' \\\n    ').replace(/^\\ /, '')}
${below(command)}}
`;
  return commands.length === 0 ? body : `${listOf(program, command)}\n${body}`;
}

function below(command: CommandDescription): string {
  if (command.commands.length === 0) return '';
  const cases = command.commands.map((each) => `    ${each.name}) ${nameOf(each)} ;;`);
  return `  [[ $state == below ]] || return
  case $words[1] in
${cases.join('\n')}
  esac
`;
}

/** What the first word can be. */
function listOf(program: string, command: CommandDescription): string {
  const listed = command.commands.map(({ name, about }) => quoted(`${name}:${about}`));
  const [first] = command.arguments;
  const offer = first && offerOf(first);
  return `${nameOf(command)}_commands() {
  local -a commands=(
    ${listed.join('\n    ')}
  )
  _describe command commands${offer ? `\n  ${actionOf(program, offer)}` : ''}
}
`;
}

function optionSpec(program: string, option: OptionDescription): string {
  const flags = flagsOf(option);
  const about = `[${option.about.replace(/[\\[\]:]/g, '\\$&')}]`;
  const offer = offerOf(option);
  const action = offer ? actionOf(program, offer) : ' ';
  const value = option.takes === undefined ? '' : `:${option.takes}:${action}`;
  const [only = ''] = flags;
  if (flags.length === 1) return quoted(`${only}${value && '='}${about}${value}`);
  const either = flags.map((flag) => `${flag}${value && (flag.startsWith('--') ? '=' : '+')}`);
  return `${quoted(`(${flags.join(' ')})`)}{${either.join(',')}}${quoted(about + value)}`;
}

function argumentSpec(program: string, argument: ArgumentDescription, index: number): string {
  const offer = offerOf(argument);
  const place = argument.isRepeatable ? '*' : `${index + 1}`;
  const optional = argument.isRequired || argument.isRepeatable ? ':' : '::';
  return quoted(`${place}${optional}${argument.name}:${offer ? actionOf(program, offer) : ' '}`);
}

function actionOf(program: string, offer: Offer): string {
  if (offer === 'file') return '_files';
  if (offer === 'room') return `${program}__room_names`;
  return `(${offer.words.join(' ')})`;
}

function nameOf({ path }: CommandDescription): string {
  return `_${asIdentifier(path)}`;
}
