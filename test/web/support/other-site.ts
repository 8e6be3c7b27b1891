// A site that has nothing to do with us, whose pages try what pages can try at our port.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

const page = '<!doctype html><title>elsewhere</title><body>Nothing to do with you.';

export interface OtherSite {
  readonly port: number;
  close(): Promise<void>;
}

/** Every path has the same page; that of `/sandboxed` belongs to no site at all. */
export async function openOtherSite(t: TestContext, port = 0): Promise<OtherSite> {
  const server = createServer(({ url }, response) => {
    const headers = { 'Content-Type': 'text/html' };
    const sandbox = { 'Content-Security-Policy': 'sandbox allow-scripts allow-forms' };
    response.writeHead(200, url === '/sandboxed' ? { ...headers, ...sandbox } : headers).end(page);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  t.after(close);
  return { port: (server.address() as AddressInfo).port, close };
}

/** What somebody says who wants to be heard in #general. */
const lines = [
  { type: 'hello', name: 'eve' },
  { type: 'join', room: 'general' },
  { type: 'send', room: 'general', content: 'forged', id: 'e1' },
].map((line) => `${JSON.stringify(line)}\n`);

/** For `Promise` in the page: what an element got, once it has loaded or failed. */
const loaded = (make: string, got: string): string => `new Promise((done) => {
  const it = ${make};
  it.onload = () => { try { done(${got}) } catch { done('') } };
  it.onerror = () => done('');
  document.body.append(it);
})`;

const element = (name: string, fields: Readonly<Record<string, string>>): string =>
  `Object.assign(document.createElement('${name}'), ${JSON.stringify(fields)})`;

/**
 * Each an expression for a promise of what the page got to know; an empty string is nothing.
 * @param at where the page of ours is, with the slash at its end
 */
export function attempts(at: string): Readonly<Record<string, string>> {
  const log = `${at}log/general.txt`;
  const body = JSON.stringify(lines.join(''));
  const asked = (url: string, options: string): string =>
    `fetch('${url}', ${options}).then((answer) => answer.text()).catch(() => '')`;
  const posted = `method: 'POST', body: ${body}`;
  const text = `headers: { 'Content-Type': 'text/plain' }`;
  return {
    webSocket: spoken(`${at.replace(/^http/, 'ws')}ws`),
    'webSocket without a path': spoken(at.replace(/^http/, 'ws')),
    fetch: asked(log, '{}'),
    'fetch with credentials': asked(at, `{ credentials: 'include' }`),
    'fetch of the health': asked(`${at}healthz`, '{}'),
    'fetch of the figures': asked(`${at}metrics`, '{}'),
    'fetch no-cors': asked(log, `{ mode: 'no-cors' }`),
    'fetch of a stream': asked(`${log}?follow&limit=1`, `{ signal: AbortSignal.timeout(1000) }`),
    post: asked(at, `{ ${posted} }`),
    'post no-cors': asked(at, `{ mode: 'no-cors', ${posted}, ${text} }`),
    'post to the WebSocket': asked(`${at}ws`, `{ mode: 'no-cors', ${posted}, ${text} }`),
    'post keepalive': asked(at, `{ mode: 'no-cors', keepalive: true, ${posted}, ${text} }`),
    'post json': asked(at, `{ ${posted}, headers: { 'Content-Type': 'application/json' } }`),
    put: asked(at, `{ method: 'PUT', body: ${body} }`),
    request: `new Promise((done) => {
      const it = new XMLHttpRequest();
      it.onloadend = () => done(it.responseText);
      it.open('GET', '${log}');
      it.send();
    })`,
    events: `new Promise((done) => {
      const it = new EventSource('${log}?follow');
      it.onopen = it.onmessage = () => done('opened');
      it.onerror = () => { it.close(); done(''); };
    })`,
    form: formPosted(at),
    frame: loaded(element('iframe', { src: at }), `it.contentDocument.title`),
    'frame of the log': loaded(
      element('iframe', { src: log }),
      `it.contentDocument.body.innerText`,
    ),
    script: loaded(element('script', { src: log }), `'loaded'`),
    picture: loaded(element('img', { src: `${at}icon.svg` }), `'loaded'`),
    style: loaded(element('link', { rel: 'stylesheet', href: log }), `'loaded'`),
    object: loaded(element('object', { data: `${at}icon.svg` }), `it.contentDocument.title`),
  };
}

/** As a client would: whoever gets in says something. */
function spoken(url: string): string {
  return `new Promise((done) => {
    const it = new WebSocket('${url}');
    let got = '';
    it.onopen = () => {
      got = 'opened ';
      for (const line of ${JSON.stringify(lines)}) it.send(line.trim());
    };
    it.onmessage = ({ data }) => {
      got += data;
      if (data.includes('"ack"') || data.includes('"error"')) it.close();
    };
    it.onclose = () => done(got);
  })`;
}

/** The body of such a form is a name, `=` and a value: lines, if one wants. */
function formPosted(at: string): string {
  const field = element('input', { name: lines.join('\r\n'), value: lines.join('\r\n') });
  const form = { method: 'POST', enctype: 'text/plain', action: at, target: 'answer' };
  return `new Promise((done) => {
    const frame = ${element('iframe', { name: 'answer' })};
    const form = ${element('form', form)};
    form.append(${field});
    document.body.append(frame, form);
    frame.onload = () => { try { done(frame.contentDocument.body.innerText) } catch { done('') } };
    form.submit();
  })`;
}

/** A message that is sent when nobody waits for its answer. */
export const beacon = (at: string): string =>
  `navigator.sendBeacon('${at}', ${JSON.stringify(lines.join(''))})`;
