// What a message says, as elements: what others wrote becomes text nodes and nothing else.
import { type Block, blocksOf, type Piece, piecesOf, unquoted } from './text-blocks.ts';

interface Said {
  readonly text: string;
  /** Finds one's own name, where that is said. */
  readonly mention: RegExp | undefined;
  /** It is no message, or its words are the program's: nothing is set off in it. */
  readonly isPlain: boolean;
}

export function RowText({ text, mention, isPlain }: Said) {
  return blocksOf(text, isPlain).map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name than their place
    <BlockView key={index} block={block} mention={mention} />
  ));
}

function BlockView({ block, mention }: { block: Block; mention: RegExp | undefined }) {
  const { kind, lines } = block;
  if (kind === 'label') return <div className="code-label">{lines.join('\n')}</div>;
  if (kind === 'code') {
    return (
      <pre className="code" dir="ltr">
        <code>{lines.join('\n')}</code>
      </pre>
    );
  }
  if (kind === 'quote') {
    return (
      <blockquote className="prose" dir="auto">
        <Lines lines={unquoted(lines)} mention={mention} />
      </blockquote>
    );
  }
  return (
    <div className="prose" dir="auto">
      <Lines lines={lines} mention={mention} />
    </div>
  );
}

function Lines({ lines, mention }: { lines: readonly string[]; mention: RegExp | undefined }) {
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their place
    <Line key={index} line={index === 0 ? line : `\n${line}`} mention={mention} />
  ));
}

function Line({ line, mention }: { line: string; mention: RegExp | undefined }) {
  return piecesOf(line, mention).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name than their place
    <PieceView key={index} piece={piece} />
  ));
}

function PieceView({ piece }: { piece: Piece }) {
  const { kind, text, uri } = piece;
  if (kind === 'link') {
    return (
      <a href={uri} target="_blank" rel="noopener noreferrer nofollow">
        {text}
      </a>
    );
  }
  if (kind === 'code') return <code>{text}</code>;
  if (kind === 'strong') return <strong>{text}</strong>;
  return kind === 'mention' ? <mark>{text}</mark> : text;
}
