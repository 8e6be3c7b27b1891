// What a test run says: a line for each file, failures and output in full below it, then what was skipped, and the sum.
import { relative } from 'node:path';
import type { TestEvent } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

type Data<Type extends TestEvent['type']> = Extract<TestEvent, { type: Type }>['data'];

interface FileResult {
  passed: number;
  readonly failures: string[];
  output: string;
}

interface RunResult {
  readonly files: Map<string, FileResult>;
  readonly skipped: string[];
  readonly failed: string[];
}

// biome-ignore lint/style/noDefaultExport: Node loads reporters by it
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const run: RunResult = { files: new Map(), skipped: [], failed: [] };
  for await (const event of events) {
    note(run, event);
    if (event.type === 'test:fail' && isWholeFile(event.data)) {
      yield fileReport(run, event.data.name, event.data.details.duration_ms, false);
    }
    if (event.type !== 'test:summary') continue;
    const { file, duration_ms: durationMs, success } = event.data;
    yield file === undefined
      ? runReport(run, durationMs, success)
      : fileReport(run, file, durationMs, success);
  }
}

function note(run: RunResult, { type, data }: TestEvent): void {
  if (type === 'test:stdout' || type === 'test:stderr') {
    fileResult(run, data.file).output += data.message;
  } else if (type === 'test:diagnostic' && data.file !== undefined) {
    fileResult(run, data.file).output += `${data.message}\n`;
  } else if (type === 'test:pass' && data.skip !== undefined) {
    const reason = typeof data.skip === 'string' ? `: ${data.skip}` : '';
    run.skipped.push(`${place(data)}${styleText('yellow', reason)}`);
  } else if (type === 'test:pass' && data.details.type !== 'suite') {
    fileResult(run, data.file).passed += 1;
  } else if (type === 'test:fail' && isItself(data)) {
    const text = `${styleText('red', place(data))}\n${indent(explain(data.details.error))}`;
    fileResult(run, data.file).failures.push(text);
    run.failed.push(place(data));
  }
}

/** Not only something inside it. */
function isItself(data: Data<'test:fail'>): boolean {
  const { failureType } = data.details.error as { failureType?: string };
  return failureType !== 'subtestsFailed';
}

/** A file that ends badly, by a syntax error or an exit, fails as one and has no summary. */
function isWholeFile(data: Data<'test:fail'>): boolean {
  return isFile(data) && isItself(data);
}

/** Node calls a file as it was asked for it, or by its whole path. */
function isFile({ name, file }: Pick<Data<'test:fail'>, 'name' | 'file'>): boolean {
  return file !== undefined && show(name) === show(file);
}

function fileResult(run: RunResult, file: string | undefined): FileResult {
  const name = show(file);
  const result = run.files.get(name) ?? { passed: 0, failures: [], output: '' };
  run.files.set(name, result);
  return result;
}

function fileReport(run: RunResult, file: string, durationMs: number, isGood: boolean): string {
  const { passed, failures, output } = fileResult(run, file);
  const mark = isGood ? styleText('green', '✓') : styleText('red', '✗');
  const count = isGood ? `${passed}` : `${passed} passed, ${failures.length} failed`;
  const details = [...failures, output.trimEnd()].filter((text) => text !== '').map(indent);
  const head = `${mark} ${show(file)} ${styleText('dim', `${count}, ${seconds(durationMs)}`)}`;
  return `${[head, ...details].join('\n')}\n`;
}

function runReport(run: RunResult, durationMs: number, isGood: boolean): string {
  const passed = [...run.files.values()].reduce((sum, file) => sum + file.passed, 0);
  const counts = [
    `${passed} passed`,
    `${run.failed.length} failed`,
    `${run.skipped.length} skipped`,
    `${run.files.size} files`,
    seconds(durationMs),
  ].join(', ');
  return [
    '',
    ...list('skipped', run.skipped),
    ...list('failed', run.failed),
    styleText(isGood ? 'green' : 'red', `${isGood ? 'passed' : 'FAILED'}: ${counts}`),
    '',
  ].join('\n');
}

function list(title: string, places: readonly string[]): string[] {
  return places.length === 0 ? [] : [`${title}:`, ...places.map(indent), ''];
}

function place(data: Data<'test:pass'> | Data<'test:fail'>): string {
  if (isFile(data)) return show(data.file);
  return `${show(data.file)}:${data.line} ${data.name}`;
}

/** The stack without Node's own frames. */
function explain(error: Error): string {
  const cause: unknown = error.cause ?? error;
  if (!(cause instanceof Error)) return String(cause);
  const lines = (cause.stack ?? cause.message).split('\n');
  return lines.filter((line) => !/^\s+at .*\bnode:internal|^\s+at .*\(node:/.test(line)).join('\n');
}

function show(file: string | undefined): string {
  if (file === undefined) return '';
  return relative(process.cwd(), file.startsWith('file:') ? fileURLToPath(file) : file);
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}
