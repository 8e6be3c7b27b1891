// A person at the page in a browser of their own: what they do and see, and that the page does nothing amiss.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from 'playwright-core';
import { patienceMs } from '../../support/patience.ts';

export interface VisitOptions extends BrowserContextOptions {
  /** What the browser's console may say all the same. */
  readonly forgive?: RegExp;
  /** What is to be so before the first page opens. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
  /** What the page comes to first, if not to a room. */
  readonly comesTo?: (visitor: Visitor) => Promise<void>;
}

export class Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly problems: string[];

  private constructor(context: BrowserContext, page: Page, problems: string[]) {
    this.context = context;
    this.page = page;
    this.problems = problems;
  }

  /**
   * Opens the page as somebody new. When the test is over, all is closed, and whatever the pages did amiss fails it:
   * errors in the console, broken policies, requests to anywhere else.
   */
  static async open(
    t: TestContext,
    browser: Browser,
    url: string,
    { forgive, prepare, comesTo, ...options }: VisitOptions = {},
  ): Promise<Visitor> {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(patienceMs);
    const problems: string[] = [];
    watch(context, new URL(url), (problem) => {
      if (!forgive?.test(problem)) problems.push(problem);
    });
    t.after(async () => {
      await context.close();
      assert.deepEqual(problems, [], 'the page does nothing amiss');
    });
    await prepare?.(context);
    const visitor = new Visitor(context, await context.newPage(), problems);
    await visitor.page.goto(url);
    await (comesTo?.(visitor) ?? visitor.isIn());
    return visitor;
  }

  /** Another tab of the same browser. */
  async tab(url = this.page.url()): Promise<Visitor> {
    const visitor = this.in(await this.context.newPage());
    await visitor.page.goto(url);
    await visitor.isIn();
    return visitor;
  }

  /** The same person in a tab that is there. */
  in(page: Page): Visitor {
    return new Visitor(this.context, page, this.problems);
  }

  get messages(): Locator {
    return this.page.getByRole('log', { name: 'Messages' });
  }

  get line(): Locator {
    return this.page.getByRole('textbox', { name: 'Message' });
  }

  get people(): Locator {
    return this.page.getByLabel('People').getByRole('listitem');
  }

  get rooms(): Locator {
    return this.page.getByLabel('Rooms').getByRole('listitem');
  }

  /** The server has let one into the room: it is known who is there. */
  async isIn(): Promise<void> {
    // On a narrow screen the people are behind a button that counts them.
    const counted = this.page.getByRole('button', { name: /^People, [1-9]/ });
    await this.people.first().or(counted).first().waitFor();
  }

  /** The room is on the screen, and one is in it. */
  async shows(title: string): Promise<void> {
    await this.page.getByRole('heading', { name: title }).waitFor();
    await this.isIn();
  }

  /** Somebody of that name is in the room. */
  async isHere(name: string): Promise<void> {
    await this.people.getByText(name, { exact: true }).waitFor();
  }

  /** Takes a name. */
  async isCalled(name: string): Promise<void> {
    await this.says(`/name ${name}`);
    await this.sees(`You are ${name} now.`);
  }

  /** Types it, and sends it with Enter; then the line is empty. */
  async says(text: string): Promise<void> {
    await this.line.fill(text);
    await this.line.press('Enter');
    await this.until(`document.querySelector('[aria-label="Message"]').value === ''`);
  }

  /** Among the messages, once it is there. */
  async sees(text: string | RegExp): Promise<void> {
    await this.messages.getByText(text).first().waitFor();
  }

  /** Nothing of one's own is on its way: all that is shown is in the log. */
  async isSettled(): Promise<void> {
    // What was just written is drawn with the next frame, as pending: before that there is nothing to see.
    await this.page.evaluate(
      'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
    );
    await this.until(`!document.querySelector('.messages article[data-key^=p]')`);
  }

  /** How often it stands among the messages now. */
  count(text: string | RegExp): Promise<number> {
    return this.messages.getByText(text).count();
  }

  /** Once that expression is true in the page. (Playwright's own way needs `eval`, which the page forbids.) */
  async until(expression: string): Promise<void> {
    const isSo = await this.page.evaluate(`new Promise((done) => {
      const end = Date.now() + ${patienceMs};
      const look = () => {
        const isSo = ${expression};
        if (isSo || Date.now() > end) done(isSo);
        else setTimeout(look, 20);
      };
      look();
    })`);
    assert.ok(isSo, `waited for: ${expression}`);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.isIn();
  }
}

/** Nobody listens, or not any more: the server is down, or was stopped before its pages were closed. */
const isOff =
  /ERR_(?:CONNECTION_(?:REFUSED|RESET|CLOSED)|EMPTY_RESPONSE)|before receiving a handshake/;

/** Everything that no page of ours has a reason to do. */
function watch(context: BrowserContext, own: URL, amiss: (problem: string) => void): void {
  const isForeign = (url: string) => {
    const { host, protocol } = new URL(url);
    return host !== own.host && protocol !== 'data:' && protocol !== 'blob:';
  };
  context.on('console', (message) => {
    if (message.type() === 'error' && !isOff.test(message.text()))
      amiss(`console: ${message.text()}`);
  });
  context.on('weberror', (problem) => amiss(`error: ${problem.error().message}`));
  context.on('request', (request) => {
    if (isForeign(request.url())) amiss(`request: ${request.url()}`);
  });
  context.on('page', (page) => {
    page.on('websocket', (socket) => {
      if (isForeign(socket.url())) amiss(`WebSocket: ${socket.url()}`);
    });
    page.on('crash', () => amiss('the page crashed'));
  });
}
