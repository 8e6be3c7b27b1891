// What GitHub says of a repository, as a person would say it in a room: a table by event.
import { counted, isTrueAt, lines, linkAt, listAt, rawTextAt, textAt } from './payload.ts';
import { oneLine } from './presentable.ts';

const maxCommits = 5;
const shortHash = 7;
const excerpt = 280;

type Say = (payload: unknown) => string;

/** @param event from `X-GitHub-Event` */
export function saidByGitHub(event: string, payload: unknown): string {
  const say = Object.hasOwn(events, event) ? events[event] : undefined;
  const where =
    textAt(payload, 'repository', 'full_name') || textAt(payload, 'organization', 'login');
  return `[${where || 'GitHub'}] ${say ? say(payload) : plainly(event, payload)}`;
}

const events: Readonly<Record<string, Say>> = {
  ping: (payload) => `The webhook is set up. ${textAt(payload, 'zen')}`.trim(),
  push,
  pull_request: (payload) => {
    const isMerged = isTrueAt(payload, 'pull_request', 'merged');
    const did = actionOf(payload) === 'closed' && isMerged ? 'merged' : pullActionOf(payload);
    return lines(
      `${whoOf(payload)} ${did} pull request ${titled(payload, 'pull_request')}`,
      linkAt(payload, 'pull_request', 'html_url'),
    );
  },
  issues: (payload) =>
    lines(
      `${whoOf(payload)} ${actionOf(payload)} issue ${titled(payload, 'issue')}`,
      linkAt(payload, 'issue', 'html_url'),
    ),
  issue_comment: comment,
  release: (payload) =>
    lines(
      `${whoOf(payload)} ${actionOf(payload)} release ${textAt(payload, 'release', 'name') || textAt(payload, 'release', 'tag_name')}`,
      linkAt(payload, 'release', 'html_url'),
    ),
  workflow_run: workflow,
  star: (payload) =>
    `${whoOf(payload)} ${actionOf(payload) === 'deleted' ? 'took back the star' : 'starred it'}`,
};

/** What nobody has put into words here is told as it came, and not passed over. */
function plainly(event: string, payload: unknown): string {
  const action = actionOf(payload);
  return `${whoOf(payload)}: ${oneLine(event, 60)}${action === '' ? '' : ` (${action})`}`;
}

function whoOf(payload: unknown): string {
  return textAt(payload, 'sender', 'login') || 'somebody';
}

function actionOf(payload: unknown): string {
  return textAt(payload, 'action').replaceAll('_', ' ');
}

const pullActions: Readonly<Record<string, string>> = {
  synchronize: 'pushed to',
  'ready for review': 'marked as ready',
  'converted to draft': 'made a draft of',
  'review requested': 'asked for a review of',
};

function pullActionOf(payload: unknown): string {
  const action = actionOf(payload);
  return Object.hasOwn(pullActions, action) ? (pullActions[action] ?? action) : action;
}

/** `#12: Title` */
function titled(payload: unknown, thing: string): string {
  return `#${textAt(payload, thing, 'number')}: ${textAt(payload, thing, 'title')}`;
}

function push(payload: unknown): string {
  const who = textAt(payload, 'pusher', 'name') || whoOf(payload);
  const ref = textAt(payload, 'ref');
  const where = ref.replace(/^refs\/heads\//, '').replace(/^refs\/tags\//, 'tag ');
  const commits = listAt(payload, 'commits');
  if (isTrueAt(payload, 'deleted')) return `${who} deleted ${where}`;
  const did = isTrueAt(payload, 'forced') ? 'force-pushed' : 'pushed';
  const what = commits.length === 0 ? did : `${did} ${counted(commits.length, 'commit')} to`;
  const more = commits.length - maxCommits;
  return lines(
    `${who} ${what} ${where}`,
    ...commits.slice(0, maxCommits).map(commitLine),
    more > 0 ? `… and ${more} more` : '',
    linkAt(payload, 'compare'),
  );
}

function commitLine(commit: unknown): string {
  const [title = ''] = rawTextAt(commit, 'message').split('\n', 1);
  const author = textAt(commit, 'author', 'name');
  const by = author === '' ? '' : ` (${author})`;
  return `${textAt(commit, 'id').slice(0, shortHash)} ${oneLine(title, 120)}${by}`;
}

function comment(payload: unknown): string {
  const action = actionOf(payload);
  const did = action === 'created' ? 'commented on' : `${action} a comment on`;
  return lines(
    `${whoOf(payload)} ${did} ${titled(payload, 'issue')}`,
    action === 'deleted' ? '' : oneLine(rawTextAt(payload, 'comment', 'body'), excerpt),
    linkAt(payload, 'comment', 'html_url'),
  );
}

function workflow(payload: unknown): string {
  const of = (...path: string[]) => textAt(payload, 'workflow_run', ...path);
  const outcome = of('conclusion').replaceAll('_', ' ') || actionOf(payload);
  const branch = of('head_branch');
  return lines(
    `${of('name') || 'workflow'}${branch === '' ? '' : ` on ${branch}`}: ${outcome}`,
    linkAt(payload, 'workflow_run', 'html_url'),
  );
}
