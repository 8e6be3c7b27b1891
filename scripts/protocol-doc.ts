// The tables of docs/protocol.md and the published JSON Schema, both from the protocol's own tables.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { errors, events, limits, replies, requests } from '../src/protocol/index.ts';

interface Row {
  readonly about: string;
  readonly schema: z.ZodType;
  readonly reply?: string | undefined;
}

interface Property {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly description?: string;
  readonly anyOf?: readonly Property[];
  readonly items?: Property;
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}

const path = 'docs/protocol.md';

/** The text is written by hand; what stands between a pair of marks is written here. */
export function renderProtocol(): string {
  const blocks: Readonly<Record<string, () => string>> = {
    requests: () => tableOf(requests, ['request', 'fields', 'reply', 'for']),
    replies: () => tableOf(replies, ['reply', 'fields', 'means']),
    events: () => tableOf(events, ['event', 'fields', 'means']),
    errors: errorTable,
    limits: limitTable,
  };
  return readFileSync(path, 'utf8').replace(
    /(<!-- table: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_all, begin: string, name: string, end: string) => `${begin}${blocks[name]?.()}${end}`,
  );
}

export function renderSchema(): string {
  const schemasOf = (table: Readonly<Record<string, Row>>) =>
    Object.fromEntries(Object.entries(table).map(([type, { schema }]) => [type, schemaOf(schema)]));
  const document = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Partyline protocol 1: one JSON object a line',
    $defs: {
      requests: schemasOf(requests),
      replies: schemasOf(replies),
      events: schemasOf(events),
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function schemaOf(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}

function tableOf(table: Readonly<Record<string, Row>>, head: readonly string[]): string {
  const lines = Object.entries(table).map(([type, row]) => {
    const cells = [`\`${type}\``, fieldsOf(row)];
    if (head[2] === 'reply') cells.push(row.reply === undefined ? 'none' : `\`${row.reply}\``);
    cells.push(row.about);
    return cells;
  });
  return markdown(head, lines);
}

function fieldsOf(row: Row): string {
  const { properties, required = [] } = schemaOf(row.schema) as ObjectSchema;
  const shown = Object.entries(properties).filter(
    ([name]) => name !== 'type' && !isEcho(name, row),
  );
  const words = shown.map(([name, property]) => {
    const optional = required.includes(name) ? '' : '?';
    const about = property.description === undefined ? '' : ` (${property.description})`;
    return `\`${name}${optional}\` ${typeOf(property)}${about}`;
  });
  return words.length === 0 ? '–' : words.join('; ');
}

/** Every request may bear an id and every reply bears it: said once, in the text. */
function isEcho(name: string, { schema }: Row): boolean {
  return name === 'id' && schema !== events.message.schema;
}

function typeOf(property: Property): string {
  if (property.enum && property.enum.length > 8) return 'word';
  if (property.enum) return property.enum.map((value) => `\`${value}\``).join(', ');
  if (property.const !== undefined) return `\`${property.const}\``;
  if (property.anyOf) return property.anyOf.map(typeOf).join(' or ');
  if (property.type === 'array') return `list of ${property.items ? typeOf(property.items) : '…'}`;
  return [property.type ?? 'object'].flat().join(' or ');
}

function errorTable(): string {
  const lines = Object.entries(errors).map(([code, row]) => [
    `\`${code}\``,
    row.about,
    'closes' in row ? 'yes' : '',
    'retry' in row ? 'yes' : '',
  ]);
  return markdown(['code', 'when', 'closes', 'try again'], lines);
}

function limitTable(): string {
  const lines = Object.entries(limits).map(([name, value]) => [`\`${name}\``, String(value)]);
  return markdown(['limit', 'value'], lines);
}

function markdown(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |\n`;
  return row(head) + row(head.map(() => '---')) + lines.map(row).join('');
}

function escapeCell(text: string): string {
  return text.replace(/\|/g, '\\|');
}
