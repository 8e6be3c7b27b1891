// Completions for bash: a function that looks up which command stands on the line, and offers what fits.
import { type CommandDescription, flattened, type OptionDescription } from '../describe.ts';
import { asIdentifier, type Completed, flagsOf, type Offer, offerOf, quoted } from './offer.ts';

/** Works in bash 3.2 too, and without the package bash-completion. */
export function bashCompletion({ names, tree }: Completed): string {
  const name = `_${asIdentifier(tree.name)}`;
  const commands = flattened(tree);
  return `# Completions of ${names.join(', ')} for bash, as "${tree.name} completion bash" prints them.

# Rooms are offered as they are spelt: of what is none, nothing reaches the line.
${name}_rooms() {
  local room
  while IFS= read -r -t 2 room; do
    room=\${room%%[[:blank:]]*}
    [[ $room == *[^[:alnum:]_-]* || $room != "$word"* ]] || COMPREPLY+=("$room")
  done < <(command ${tree.name} rooms 2>/dev/null </dev/null)
}

# Files are readline's own business, which quotes them as it should.
${name}_files() {
  compopt -o default 2>/dev/null
}

# Of words that are known beforehand.
${name}_words() {
  local each
  for each in "$@"; do
    [[ $each != "$word"* ]] || COMPREPLY+=("$each")
  done
}

${name}() {
  COMPREPLY=()
  local word=\${COMP_WORDS[COMP_CWORD]} option='' path=${quoted(tree.name)} position=0 i each
  # readline takes "--log=x" for three words.
  [[ $word != = ]] || word=''
  for ((i = 1; i < COMP_CWORD; i++)); do
    each=\${COMP_WORDS[i]}
    [[ $each != = ]] || continue
    if [[ -n $option ]]; then
      option=''
      continue
    fi
    case "$path $each" in
${caseOf(commands.flatMap(withValue), 'option=$each')}
${caseOf(
  commands.slice(1).map((command) => command.path),
  'path="$path $each"; position=0',
)}
      *' '-*) ;;
      *) position=$((position + 1)) ;;
    esac
  done

  case "$path $option" in
${commands.flatMap((command) => valueCases(name, command)).join('\n')}
  esac
  [[ -z $option ]] || return 0

  if [[ $word == -* ]]; then
    case "$path" in
${commands.map((command) => `      ${quoted(command.path)}) ${name}_words ${allFlags(command)} ;;`).join('\n')}
    esac
    return 0
  fi
  case "$path $position" in
${commands.flatMap((command) => wordCases(name, command)).join('\n')}
  esac
}

# Without compopt (bash 3.2) files are offered wherever nothing else is.
if type compopt >/dev/null 2>&1; then
  complete -F ${name} ${names.join(' ')}
else
  complete -o default -F ${name} ${names.join(' ')}
fi
`;
}

function caseOf(patterns: readonly string[], then: string): string {
  if (patterns.length === 0) return '';
  return `      ${patterns.map(quoted).join(' | ')}) ${then} ;;`;
}

function withValue({ path, options }: CommandDescription): readonly string[] {
  return options.filter(({ takes }) => takes !== undefined).flatMap((each) => at(path, each));
}

function at(path: string, option: OptionDescription): readonly string[] {
  return flagsOf(option).map((flag) => `${path} ${flag}`);
}

function valueCases(name: string, { path, options }: CommandDescription): readonly string[] {
  return options.flatMap((option) => {
    const offer = option.takes === undefined ? undefined : offerOf(option);
    if (offer === undefined) return [];
    return `    ${at(path, option).map(quoted).join(' | ')}) ${given(name, offer)} ;;`;
  });
}

function allFlags({ options }: CommandDescription): string {
  return [...options.flatMap(flagsOf), '--help'].join(' ');
}

/** The first word can be a command below, or an argument; later ones are arguments. */
function wordCases(name: string, command: CommandDescription): readonly string[] {
  const places = command.arguments.map((argument, index) => {
    const offer = offerOf(argument);
    return { at: argument.isRepeatable ? '*' : index, words: offer ? [given(name, offer)] : [] };
  });
  const below = command.commands.map((each) => each.name);
  if (below.length > 0) {
    const first = places[0] ?? { at: 0, words: [] };
    places.splice(0, 1, { ...first, words: [`${name}_words ${below.join(' ')}`, ...first.words] });
  }
  return places
    .filter(({ words }) => words.length > 0)
    .map(({ at, words }) => `    ${quoted(command.path)}' '${at}) ${words.join('; ')} ;;`);
}

function given(name: string, offer: Offer): string {
  if (typeof offer === 'string') return `${name}_${offer}s`;
  return `${name}_words ${offer.words.map(quoted).join(' ')}`;
}
